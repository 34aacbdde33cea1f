import type { ja } from '../ja/index.ts';
import { audit } from './audit.ts';
import { content } from './content.ts';
import { deadLetters } from './dead-letters.ts';
import { frame } from './frame.ts';
import { news } from './news.ts';
import { residents } from './residents.ts';
import { situation } from './situation.ts';

export const en: Record<keyof typeof ja, string> = {
  ...frame,
  ...situation,
  ...residents,
  ...content,
  ...news,
  ...audit,
  ...deadLetters,
};
