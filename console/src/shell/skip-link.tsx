/** The first stop of the keyboard: past the bar and the navigation to the screen. */
export const SkipLink = () => (
  <a
    className="skip-link"
    href="#content"
    onClick={(event) => {
      event.preventDefault();
      document.getElementById('content')?.focus();
    }}
  >
    Skip to the screen
  </a>
);
