/**
 * A refusal that the system makes on purpose. `code` has the form `feature.reason` and is declared beside the feature that
 * refuses; `status` is what HTTP answers (RFC 9457). Sentences for people live in the message catalogues under `code`.
 * Never put personal data in `detail` or `params`: they reach logs and screens.
 */
export interface ProblemSpec {
  readonly code: `${string}.${string}`;
  readonly status: number;
  /** English, one sentence: what, where, what to do. */
  readonly title: string;
}

export class Problem extends Error {
  readonly code: string;
  readonly status: number;
  readonly params: Readonly<Record<string, string | number>>;

  constructor(spec: ProblemSpec, params: Readonly<Record<string, string | number>> = {}) {
    super(spec.title.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? `{${name}}`)));
    this.name = 'Problem';
    this.code = spec.code;
    this.status = spec.status;
    this.params = params;
  }
}

export const isProblem = (error: unknown): error is Problem => error instanceof Problem;
