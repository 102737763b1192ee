import { EditorView } from '@codemirror/view';

/**
 * Replaces a selection by what is typed over it. Left to the browser, Chromium gives the new text the style of
 * the old one in an attribute, which the content security policy forbids. Compositions are left to the browser.
 */
export const typingOver = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { inputType, data, isComposing } = event;
    const { main, ranges } = view.state.selection;
    if (inputType !== 'insertText' || data === null || isComposing || view.composing) return false;
    if (view.state.readOnly || ranges.every(({ empty }) => empty)) return false;
    event.preventDefault();
    const insert = () =>
      view.state.update(view.state.replaceSelection(data), {
        userEvent: 'input.type',
        scrollIntoView: true,
      });
    const isHandled = view.state
      .facet(EditorView.inputHandler)
      .some((handle) => handle(view, main.from, main.to, data, insert));
    if (!isHandled) view.dispatch(insert());
    return true;
  },
});
