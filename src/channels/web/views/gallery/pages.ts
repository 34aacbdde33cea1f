/**
 * Every resident page in every language and state, with made-up people: for looking at, and for the accessibility check.
 * Nothing of it is served.
 */
import { type Language, languages } from '../../../../base/language.ts';
import type { Words } from '../../../../base/words.ts';
import { consentSamples } from './consent-samples.ts';
import { type GuidanceTexts, guidanceSamples } from './guidance-samples.ts';
import { personalSamples } from './personal-samples.ts';
import { publicSamples } from './public-samples.ts';
import { questionSamples } from './question-samples.ts';
import { type Sample, sampleFrame } from './sample-frame.ts';

export interface GalleryPage {
  /** 'question-fever.easy' */
  readonly name: string;
  readonly language: Language;
  readonly html: string;
}

/** The pages of one kind in one language, by name. */
export type GalleryPages = (made: Sample, words: Words, samples: Words) => Readonly<Record<string, string>>;

export interface GalleryContent {
  readonly words: Words;
  readonly samples: Words;
  readonly guidance: GuidanceTexts;
}

export function galleryPages({ words, samples, guidance }: GalleryContent): GalleryPage[] {
  const kinds = [publicSamples, consentSamples, questionSamples, guidanceSamples(guidance), personalSamples];
  return languages.flatMap((language) => {
    const made = sampleFrame(words, samples, language);
    return kinds.flatMap((kind) =>
      Object.entries(kind(made, words, samples)).map(([name, html]) => ({
        name: `${name}.${language}`,
        language,
        html,
      })),
    );
  });
}
