export function hasApt(): boolean;
export function unpackFromDebian(folder: string): Promise<void>;
export function aptOf(folder: string): Promise<readonly string[]>;
export function packagesOf(apt: readonly string[]): readonly string[];
