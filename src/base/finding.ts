/** Something wrong or doubtful in content or in a file that was handed in: what, where, what to do. */
export interface Finding {
  readonly severity: 'error' | 'warning';
  /** `feature.reason`, one grep away from the check that makes it. */
  readonly code: string;
  /** File, and within it a line, a row, a linkId or a key: 'content/accounts/miyagi/account.yaml: policy'. */
  readonly where: string;
  /** One sentence in English that names the fault and the remedy. */
  readonly message: string;
}

export const formatFinding = (finding: Finding): string =>
  `${finding.severity}: ${finding.where}: ${finding.message} [${finding.code}]`;
