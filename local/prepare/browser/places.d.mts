/** The file that says where the parts of the browser are. */
export function placesFile(folder: string): string;
export function environmentOf(folder: string): Readonly<Record<string, string>>;
