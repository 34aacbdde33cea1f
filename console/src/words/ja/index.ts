import { audit } from './audit.ts';
import { content } from './content.ts';
import { deadLetters } from './dead-letters.ts';
import { frame } from './frame.ts';
import { news } from './news.ts';
import { residents } from './residents.ts';
import { situation } from './situation.ts';

/** Every word that staff read, in Japanese: the catalogue that others are checked against. */
export const ja = { ...frame, ...situation, ...residents, ...content, ...news, ...audit, ...deadLetters } as const;
