import type { Finding } from '../../base/finding.ts';
import type { OnDate } from '../../base/jst.ts';
import { checkWords, createWords } from '../../base/words.ts';
import { type Calendar, japaneseCalendar, parseHolidays } from '../../engines/contact-points/index.ts';
import { japanesePlaces } from '../../engines/places/index.ts';
import { type ContentFiles, filesLike, parseFile, readContentFiles } from './content-files.ts';
import type { ReadContent } from './model.ts';
import { readAccounts } from './read-accounts.ts';
import { readDocuments } from './read-documents.ts';
import { readPacks } from './read-packs.ts';

/** Reads and checks everything below a content folder, for a day. */
export async function readContent(folder: string, on: OnDate): Promise<ReadContent> {
  return assembleContent(await readContentFiles(folder), on);
}

/** The same from files in memory: what tests change, and what staff are about to publish. */
export async function assembleContent(files: ContentFiles, on: OnDate): Promise<ReadContent> {
  const findings: Finding[] = [];
  const places = japanesePlaces();
  const catalogues = Object.fromEntries(
    filesLike(files, /^words\/([^/]+)\.yaml$/).map(({ path, text, parts }) => [
      parts[0]!,
      parseFile(path, text, findings) ?? {},
    ]),
  );
  findings.push(...checkWords(catalogues));
  const packs = await readPacks(files, findings);
  const documents = readDocuments(files, findings);
  const calendar = readCalendar(files, findings);
  const accounts = readAccounts({ files, packs, documents, places, calendar, on }, findings);
  if (accounts.size === 0) {
    const message = 'No account can be opened; add one with `mimamori account create`, or mend the faults told here.';
    findings.push({ severity: 'error', code: 'content.no-account', where: 'accounts', message });
  }
  const failed = findings.some((finding) => finding.severity === 'error');
  if (failed) return { content: undefined, findings };
  const content = {
    places,
    calendar,
    words: createWords(catalogues),
    catalogues,
    packs,
    accounts,
  };
  return { content, findings };
}

function readCalendar(files: ContentFiles, findings: Finding[]): Calendar {
  const path = 'accounts/_base/holidays.yaml';
  const text = files.get(path);
  if (text === undefined) return japaneseCalendar();
  const { changes, findings: found } = parseHolidays(parseFile(path, text, findings), path);
  findings.push(...found);
  return japaneseCalendar(changes);
}
