import type { Instant } from '../../../platform/core/instant.ts';
import type { Notification, TraitValue } from '../notification.ts';
import { logLimits } from './log-limits.ts';

/** Panko's names for the types of traits. */
export type TraitType = 'string' | 'integer' | 'float' | 'datetime';

/** A trait's name and type. */
export interface TraitDescription {
  readonly name: string;
  readonly type: TraitType;
}

/** A type of events that a project has stored, with the traits they had. */
export interface KnownType {
  readonly eventType: string;
  readonly traits: readonly TraitDescription[];
  readonly seenAt: Instant;
}

const types: Readonly<Record<TraitValue['kind'], TraitType>> = {
  text: 'string',
  integer: 'integer',
  float: 'float',
  datetime: 'datetime',
};

export const traitType = ({ kind }: TraitValue): TraitType => types[kind];

/** The traits of an event that are remembered with its type. */
export const traitsToKnow = ({
  traits,
}: Pick<Notification, 'traits'>): readonly TraitDescription[] =>
  [...traits]
    .filter(([name]) => name !== '' && name.length <= logLimits.traitNameCharacters)
    .slice(0, logLimits.traits)
    .map(([name, value]) => ({ name, type: traitType(value) }));
