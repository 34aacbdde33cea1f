import { readContentFiles } from '../content/index.ts';

/** The DMN text of a pack's rule profile; undefined when there is none. */
export type GuidanceFiles = (pack: string, profile: string) => string | undefined;

/** The guidance tables of a content folder as they stand now: what is loaded keeps no text, and a page shows it. */
export async function readGuidanceFiles(folder: string): Promise<GuidanceFiles> {
  const files = await readContentFiles(folder);
  return (pack, profile) => files.get(`packs/${pack}/guidance/${profile}.dmn`);
}
