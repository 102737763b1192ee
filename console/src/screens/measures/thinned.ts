interface Point {
  readonly x: Date;
  readonly y: number;
}

/** At most so many points: of each stretch its least and its greatest, so that no peak is lost. */
export function thinned(points: readonly Point[], most: number): readonly Point[] {
  if (points.length <= most) return points;
  const stretch = Math.ceil(points.length / Math.floor(most / 2));
  const kept: Point[] = [];
  for (let from = 0; from < points.length; from += stretch) {
    const part = points.slice(from, from + stretch);
    const least = part.reduce((best, point) => (point.y < best.y ? point : best));
    const greatest = part.reduce((best, point) => (point.y > best.y ? point : best));
    kept.push(...(least.x <= greatest.x ? [least, greatest] : [greatest, least]));
  }
  return kept;
}
