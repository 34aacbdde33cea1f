import type { Finding } from '../../base/finding.ts';
import { type Desk, readDesk } from '../../engines/care-desk/index.ts';
import { type EmergencyPattern, parseEmergencyPhrases } from '../../engines/emergency-phrases/index.ts';
import { parseStaffWords, type StaffWords } from '../../engines/faq-search/index.ts';
import { assembleGuidance, outcomes, readPack } from '../../engines/guidance/index.ts';
import { type FaqEntry, loadGuidanceMessages, parseFaq } from '../../engines/messages/index.ts';
import { checkQuestionnaire, loadQuestionnaire, type Questionnaire } from '../../engines/questionnaire/index.ts';
import { type ContentFiles, filesLike, parseFile } from './content-files.ts';
import type { Pack } from './model.ts';
import { readFollowUp } from './read-follow-up.ts';

/** Every disease pack below `packs/`; a pack with a fault is left out and its faults are told. */
export async function readPacks(files: ContentFiles, findings: Finding[]): Promise<Map<string, Pack>> {
  const packs = new Map<string, Pack>();
  for (const { path, text, parts } of filesLike(files, /^packs\/([^/]+)\/pack\.yaml$/)) {
    const pack = await readOnePack(files, parts[0]!, path, text, findings);
    if (pack) packs.set(parts[0]!, pack);
  }
  return packs;
}

async function readOnePack(
  files: ContentFiles,
  folder: string,
  path: string,
  text: string,
  findings: Finding[],
): Promise<Pack | undefined> {
  const { pack: page, findings: pageFindings } = readPack(text, path);
  findings.push(...pageFindings);
  const tables = filesLike(files, new RegExp(`^packs/${folder}/guidance/[^/]+\\.dmn$`));
  const questionnaires = readQuestionnaires(files, folder, page?.questionnaires ?? [], path, findings);
  const faq = readFaq(files, folder, findings);
  const faqWords = readStaffWords(files, folder, findings);
  const emergencies = readEmergencies(files, folder, findings);
  if (!page) return undefined;
  const assembled = await assembleGuidance(
    page,
    tables.map((file) => ({ where: file.path, xml: file.text })),
    path,
  );
  findings.push(...assembled.findings);
  const words = `packs/${folder}/messages/guidance.yaml`;
  const profiles = page.profiles.map((profile) => profile.id);
  const { messages, findings: wordFindings } = loadGuidanceMessages(
    parseFile(words, files.get(words) ?? '', findings),
    words,
    { outcomes, profiles },
  );
  findings.push(...wordFindings);
  const followUp = readFollowUp(files, folder, findings);
  const careDesk = readCareDesk(files, folder, findings);
  if (!assembled.guidance || !messages || !followUp || !careDesk) return undefined;
  return {
    page,
    guidance: assembled.guidance,
    questionnaires,
    messages,
    faq,
    faqWords,
    emergencies,
    followUp,
    careDesk,
  };
}

function readCareDesk(files: ContentFiles, folder: string, findings: Finding[]): Desk | undefined {
  const path = `packs/${folder}/care-desk.yaml`;
  const { desk, findings: found } = readDesk(parseFile(path, files.get(path) ?? '', findings), path);
  findings.push(...found);
  return desk;
}

function readQuestionnaires(
  files: ContentFiles,
  folder: string,
  expected: readonly string[],
  where: string,
  findings: Finding[],
): Map<string, Questionnaire> {
  const loaded = new Map<string, Questionnaire>();
  for (const { path, text } of filesLike(files, new RegExp(`^packs/${folder}/questionnaires/[^/]+\\.json$`))) {
    const { questionnaire, findings: found } = loadQuestionnaire(parseFile(path, text, findings), path);
    findings.push(...found);
    if (!questionnaire) continue;
    findings.push(...checkQuestionnaire(questionnaire));
    loaded.set(questionnaire.id, questionnaire);
  }
  for (const id of expected.filter((one) => !loaded.has(one))) {
    findings.push({
      severity: 'error',
      code: 'content.missing-questionnaire',
      where,
      message: `The pack names the questionnaire ${id}, but none of that id loads; add questionnaires/${id}.json.`,
    });
  }
  return loaded;
}

function readFaq(files: ContentFiles, folder: string, findings: Finding[]): FaqEntry[] {
  return filesLike(files, new RegExp(`^packs/${folder}/faq/[^/]+\\.yaml$`)).flatMap(({ path, text }) => {
    const { entries, findings: found } = parseFaq(parseFile(path, text, findings), path);
    findings.push(...found);
    return entries;
  });
}

/** A file of the pack that need not be there. */
const optionalFile = (files: ContentFiles, path: string, findings: Finding[]) => {
  const text = files.get(path);
  return { where: path, object: text === undefined ? undefined : parseFile(path, text, findings) };
};

function readStaffWords(files: ContentFiles, folder: string, findings: Finding[]): StaffWords {
  const { words, findings: found } = parseStaffWords(
    optionalFile(files, `packs/${folder}/faq-terms.yaml`, findings),
    optionalFile(files, `packs/${folder}/faq-synonyms.yaml`, findings),
  );
  findings.push(...found);
  return words;
}

function readEmergencies(files: ContentFiles, folder: string, findings: Finding[]): readonly EmergencyPattern[] {
  const { where, object } = optionalFile(files, `packs/${folder}/emergency-phrases.yaml`, findings);
  if (object === undefined) return [];
  const { patterns, findings: found } = parseEmergencyPhrases(object, where);
  findings.push(...found);
  return patterns;
}
