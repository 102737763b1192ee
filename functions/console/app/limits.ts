/** How many rows a page of a list looks at, if its filters let few of them through. */
export const examinedRows = 2000;
/** The same, if each row needs a request of its own to be judged. */
export const examinedWithRequests = 300;
/** How many of a firing's actions a list shows. */
export const shownEffects = 20;
