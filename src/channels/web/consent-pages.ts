import type { TickWords } from '../../engines/policy/index.ts';
import { type ConsentItem, consentItems, consentState, recordTicks } from '../../features/consent/index.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { policyIn } from '../account-kit.ts';
import { personInView, personOrSelf } from './person.ts';
import { type ConsentTick, consentPage, type TickId } from './views/consent-page.ts';
import { field, page, type Visit } from './visit.ts';
import type { WebParts } from './web-parts.ts';

const fieldNames: Readonly<Record<ConsentItem, TickId>> = {
  terms: 'consent_terms',
  privacy: 'consent_privacy',
  research: 'consent_research',
  followup: 'followup',
};

/** The step before the questions: the policy in short, and the ticks. */
export function consentPages(app: HttpServer, parts: WebParts): void {
  page(app, parts, 'GET', '/consent', async (visit) => {
    const { state, about } = await visit.someone(async (scope, visitor) => {
      const person = await personInView(scope, visitor);
      const state = person && (await consentState(scope, person.residentId, visit.kit.ticks));
      return { state, about: person?.residentId ?? '' };
    });
    return { page: consentStep(visit, about, { changed: state?.asksAgain ?? false }) };
  });

  page(app, parts, 'POST', '/consent', async (visit) => {
    const given = new Set(consentItems.filter((item) => field(visit, fieldNames[item]) !== undefined));
    const about = field(visit, 'person');
    // What is agreed to is what the page showed: a version that came into force meanwhile is shown first.
    if (!showsCurrent(visit)) return { page: consentStep(visit, about ?? '', { changed: true }), status: 409 };
    const missing = visit.kit.ticks.filter((tick) => tick.required && !given.has(tick.item)).map((tick) => tick.item);
    if (missing.length > 0)
      return { page: consentStep(visit, about ?? '', { ticked: given, missing: new Set(missing) }), status: 422 };
    await visit.someone(async (scope, visitor) => {
      const before = await personInView(scope, visitor);
      // A page that stood open while another person was chosen: nobody agrees for someone else. The form asks whom it needs.
      if (about !== undefined && about !== (before?.residentId ?? '')) return;
      const residentId = await personOrSelf(scope, visitor);
      const person = await personInView(scope, { ...visitor, residentId });
      await recordTicks(scope, residentId, visit.kit.ticks, given, {
        channel: visitor.chat.channel,
        givenBy: person?.answeredBy ?? 'self',
      });
    });
    return { to: visit.at('/form') };
  });
}

/** The documents that the page shows, as its form sends them back. */
const documentsOf = ({ kit }: Visit) => ({
  terms_version: kit.content.terms.version,
  policy_version: `${kit.content.policy.id} ${kit.content.policy.version}`,
});

const showsCurrent = (visit: Visit): boolean =>
  Object.entries(documentsOf(visit)).every(([name, version]) => field(visit, name) === version);

interface ConsentShown {
  readonly ticked?: ReadonlySet<ConsentItem>;
  readonly missing?: ReadonlySet<ConsentItem>;
  /** Another version was agreed to, or shown, before. */
  readonly changed?: boolean;
}

function consentStep(
  visit: Visit,
  about: string,
  { ticked = new Set(), missing = new Set(), changed = false }: ConsentShown,
): string {
  const { kit, frame, language } = visit;
  const policy = policyIn(kit, language);
  const line = (id: string) => policy.summary.find((one) => one.id === id)!.text;
  return consentPage(frame, {
    form: { action: visit.at('/consent'), hidden: { person: about, ...documentsOf(visit) } },
    summary: {
      collected: line('collect'),
      purposes: line('use'),
      recipients: line('seen'),
      kept: line('kept'),
      stopping: line('stop'),
    },
    ticks: policy.ticks.map((tick) => tickView(visit, tick, ticked.has(tick.id), missing.has(tick.id))),
    declineHref: visit.at(''),
    ...(changed ? { changed: policy.changes } : {}),
  });
}

function tickView({ kit, frame }: Visit, tick: TickWords, ticked: boolean, missing: boolean): ConsentTick {
  const { policy, terms } = kit.content;
  const documents = {
    terms: { href: frame.links.terms, version: terms.version, effectiveOn: terms.effectiveOn },
    privacy: { href: frame.links.privacy, version: policy.version, effectiveOn: policy.effectiveOn },
    research: { href: frame.links.privacy, version: policy.version, effectiveOn: policy.effectiveOn },
    followup: undefined,
  };
  const document = documents[tick.id];
  return {
    id: fieldNames[tick.id],
    meaning: tick.meaning === 'acknowledged' ? 'read' : tick.meaning,
    required: tick.required,
    label: tick.sentence,
    explanation: tick.note,
    ...(document ? { document } : {}),
    ticked,
    missing,
  };
}
