import type { Finding } from '../../base/finding.ts';
import { checkFollowUp, type PlanFile, readNotices, readPlan, readProgramme } from '../../engines/follow-up/index.ts';
import { type ContentFiles, filesLike, parseFile } from './content-files.ts';
import type { FollowUpContent } from './model.ts';

/** A pack's follow-up: what its plans share, the plans, and their words. None when one of them has a fault. */
export function readFollowUp(files: ContentFiles, folder: string, findings: Finding[]): FollowUpContent | undefined {
  const programmePath = `packs/${folder}/follow-up/programme.yaml`;
  const noticesPath = `packs/${folder}/messages/follow-up.yaml`;
  const { programme, findings: faults } = readProgramme(parsed(files, programmePath, findings), programmePath);
  const { notices, findings: wordFaults } = readNotices(parsed(files, noticesPath, findings), noticesPath);
  findings.push(...faults, ...wordFaults);
  const { plans, isWhole } = readPlans(files, folder, programmePath, findings);
  if (!programme || !isWhole) return undefined;
  const together = checkFollowUp(programme, plans, programmePath);
  findings.push(...together);
  if (!notices || together.length > 0) return undefined;
  return { programme, plans: plans.map(({ plan }) => plan), notices };
}

function readPlans(files: ContentFiles, folder: string, programmePath: string, findings: Finding[]) {
  const plans: PlanFile[] = [];
  let isWhole = true;
  for (const { path, text } of filesLike(files, new RegExp(`^packs/${folder}/follow-up/[^/]+\\.yaml$`))) {
    if (path === programmePath) continue;
    const { plan, findings: found } = readPlan(parseFile(path, text, findings), path);
    findings.push(...found);
    if (plan) plans.push({ plan, where: path });
    else isWhole = false;
  }
  return { plans, isWhole };
}

const parsed = (files: ContentFiles, path: string, findings: Finding[]): unknown =>
  parseFile(path, files.get(path) ?? '', findings);
