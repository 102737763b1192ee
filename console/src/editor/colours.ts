import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { tags } from '@lezer/highlight';
import { EditorView } from '@codemirror/view';

const palettes = {
  light: {
    page: '#ffffff',
    gutter: '#f6f6f9',
    text: '#0f141a',
    quiet: '#656871',
    keyword: '#7300e5',
    string: '#00802f',
    number: '#b2540a',
    name: '#002b66',
    selected: '#b8dcff',
    line: '#0f141a0a',
    border: '#c6c6cd',
  },
  dark: {
    page: '#0f141a',
    gutter: '#161d26',
    text: '#ebebf0',
    quiet: '#a4a4ad',
    keyword: '#c2a2ff',
    string: '#7ee0a0',
    number: '#ffb86b',
    name: '#8fc9ff',
    selected: '#264f78',
    line: '#ffffff0d',
    border: '#424650',
  },
} as const;

/** The editor's look, of the same colours as the console's. */
export function colours(dark: boolean) {
  const palette = dark ? palettes.dark : palettes.light;
  const theme = EditorView.theme(
    {
      '&': {
        color: palette.text,
        backgroundColor: palette.page,
        border: `1px solid ${palette.border}`,
        borderRadius: '8px',
        fontSize: '13px',
        overflow: 'hidden',
      },
      '&.cm-focused': { outline: '2px solid #006ce0', outlineOffset: '1px' },
      '.cm-scroller': {
        fontFamily: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace',
        lineHeight: '1.5',
      },
      '.cm-content': { caretColor: palette.text },
      '.cm-cursor': { borderLeftColor: palette.text },
      '.cm-gutters': {
        backgroundColor: palette.gutter,
        color: palette.quiet,
        border: 'none',
      },
      '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: palette.line },
      '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground':
        { backgroundColor: palette.selected },
      '.cm-panels, .cm-tooltip': { backgroundColor: palette.gutter, color: palette.text },
    },
    { dark },
  );
  const highlight = HighlightStyle.define([
    { tag: [tags.keyword, tags.bool, tags.null, tags.operatorKeyword], color: palette.keyword },
    { tag: [tags.string, tags.special(tags.string)], color: palette.string },
    { tag: [tags.number, tags.escape, tags.meta], color: palette.number },
    {
      tag: [tags.definition(tags.variableName), tags.className, tags.propertyName],
      color: palette.name,
    },
    { tag: [tags.comment, tags.docString], color: palette.quiet },
  ]);
  return [theme, syntaxHighlighting(highlight)];
}
