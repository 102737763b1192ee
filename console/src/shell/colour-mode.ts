import { useEffect, useState } from 'react';

const key = 'taibai-colours';

const preferred = () =>
  (localStorage.getItem(key) ??
    (window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';

/** Whether colours are dark: what was chosen in this browser, else what the system prefers. */
export function useColourMode(): readonly [boolean, (dark: boolean) => void] {
  const [dark, setDark] = useState(preferred);
  useEffect(() => {
    document.body.classList.toggle('awsui-dark-mode', dark);
  }, [dark]);
  return [
    dark,
    (chosen) => {
      localStorage.setItem(key, chosen ? 'dark' : 'light');
      setDark(chosen);
    },
  ];
}
