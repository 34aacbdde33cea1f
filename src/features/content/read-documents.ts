import type { Finding } from '../../base/finding.ts';
import {
  type Policy,
  type PolicyItems,
  parsePolicy,
  parsePolicyItems,
  parseTerms,
  type Terms,
} from '../../engines/policy/index.ts';
import { type ContentFiles, filesLike, parseFile } from './content-files.ts';

/** The documents that people agree to. */
export interface Documents {
  readonly policies: readonly Policy[];
  /** The newest terms of use; undefined while they cannot be read. */
  readonly terms: Terms | undefined;
  readonly termsVersions: readonly Terms[];
  readonly items: PolicyItems | undefined;
}

export function readDocuments(files: ContentFiles, findings: Finding[]): Documents {
  const itemsPath = 'policies/items.yaml';
  const { items, findings: itemFindings } = parsePolicyItems(
    parseFile(itemsPath, files.get(itemsPath) ?? '', findings),
    itemsPath,
  );
  findings.push(...itemFindings);
  const policies = items
    ? filesLike(files, /^policies\/[^/]+\/[^/]+\.yaml$/).flatMap(({ path, text }) => {
        const { policy, findings: found } = parsePolicy(parseFile(path, text, findings), path, items);
        findings.push(...found);
        return policy ? [policy] : [];
      })
    : [];
  const terms = filesLike(files, /^terms\/[^/]+\.yaml$/).flatMap(({ path, text }) => {
    const { terms: one, findings: found } = parseTerms(parseFile(path, text, findings), path);
    findings.push(...found);
    return one ? [one] : [];
  });
  if (terms.length === 0) {
    const message =
      'There are no terms of use that can be agreed to; add terms/<date>.yaml, or mend the faults told of it.';
    findings.push({ severity: 'error', code: 'content.no-terms', where: 'terms', message });
  }
  return { policies, terms: terms.at(-1), termsVersions: terms, items };
}
