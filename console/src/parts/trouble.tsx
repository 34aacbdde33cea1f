import { ApiProblem } from '../api/client.ts';
import * as format from '../words/format.ts';
import { useWords, type Words } from '../words/language.tsx';
import { Button } from './controls.tsx';
import { Icon } from './icon.tsx';

/** The sentence for a problem: its own if the catalogue knows it, else one for its kind. */
export function sentenceFor(error: unknown, { find, t }: Words): string {
  if (!(error instanceof ApiProblem)) return t('problem.unexpected');
  return (
    find(`problem.${error.code}`, error.params) ??
    (error.status === 0
      ? t('problem.unreachable')
      : error.status === 429
        ? t('problem.too-many')
        : error.status >= 500
          ? t('problem.server')
          : t('problem.unexpected'))
  );
}

interface TroubleProps {
  readonly what: string;
  readonly problem: unknown;
  /** When the content below was good. */
  readonly keptFrom?: Date;
  readonly onAgain: () => void;
}

/** What happened, whether data is safe, what to do, in that order, with a number to quote. */
export function Trouble({ what, problem, keptFrom, onAgain }: TroubleProps) {
  const words = useWords();
  const { t } = words;
  const number = problem instanceof ApiProblem ? problem.correlationId : undefined;
  return (
    <div className="note d" role="alert">
      <Icon name="warning" />
      <div>
        <b>{t('state.failed', { what })}</b>
        <p>
          {sentenceFor(problem, words)} {keptFrom ? t('state.kept', { time: format.clock(keptFrom) }) : t('state.safe')}
        </p>
        {number ? (
          <p className="xs">
            {t('state.number')} <span className="mono">{number}</span>{' '}
            {problem instanceof ApiProblem ? <span className="mono">{problem.code}</span> : null}
          </p>
        ) : null}
        <p className="row above">
          <Button size="small" onPress={onAgain}>
            {t('state.again')}
          </Button>
          {number ? (
            <Button kind="quiet" size="small" onPress={() => navigator.clipboard?.writeText(number)}>
              {t('state.copy-number')}
            </Button>
          ) : null}
        </p>
      </div>
    </div>
  );
}

/** The server said no, and the log has kept that too. */
export function Refused({ problem }: { readonly problem?: ApiProblem }) {
  const words = useWords();
  const sentence = problem ? words.find(`problem.${problem.code}`, problem.params) : undefined;
  return (
    <div className="note" role="alert">
      <Icon name="lock" />
      <div>
        <b>{words.t('state.refused')}</b>
        <p>{sentence ?? words.t('state.refused-why')}</p>
      </div>
    </div>
  );
}

/** The server understood and declined: what to ask instead, without talk of failure. */
export function Declined({ problem }: { readonly problem: unknown }) {
  const words = useWords();
  return (
    <div className="note w" role="alert">
      <Icon name="info" />
      <div>{sentenceFor(problem, words)}</div>
    </div>
  );
}
