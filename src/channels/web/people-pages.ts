import { Problem } from '../../base/problem.ts';
import { lookAfter } from '../../features/entry/index.ts';
import { addPerson, labelTooLong, peopleOf, personOf, tooManyPeople } from '../../features/residents/index.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import type { Scope } from '../../platform/scope.ts';
import { beginAnew } from './begin-form.ts';
import { formatInstant } from './views/format.ts';
import { type CarerRole, otherCode, peoplePage, selfCode, whoPage } from './views/people-pages.ts';
import { field, type PageAnswer, page, type Visit, type Visitor } from './visit.ts';
import type { WebParts } from './web-parts.ts';

/** For whom is it? One chat may look after several people. */
export function peoplePages(app: HttpServer, parts: WebParts): void {
  page(app, parts, 'GET', '/people', (visit) =>
    visit.someone(async (scope, { chat }) => {
      const people = await peopleOf(scope, chat.chatId);
      if (people.length === 0) return { to: visit.at('/people/new') };
      return {
        page: peoplePage(visit.frame, {
          people: people.map((person) => ({
            choose: { action: visit.at(`/people/${person.residentId}`), hidden: {} },
            name: person.label ?? '',
            self: person.relation === 'self',
            ...(person.lastAnsweredAt ? { lastAnswered: formatInstant(visit.frame, person.lastAnsweredAt) } : {}),
          })),
          addHref: visit.at('/people/new'),
        }),
      };
    }),
  );

  page(app, parts, 'POST', '/people/:resident', (visit) =>
    visit.someone((scope, visitor) => turnTo(visit, scope, visitor, visit.params.resident ?? '')),
  );

  page(app, parts, 'GET', '/people/new', (visit) => visit.someone((scope, visitor) => who(visit, scope, visitor, {})));
  page(app, parts, 'POST', '/people/new', (visit) => visit.someone((scope, visitor) => choose(visit, scope, visitor)));
}

type Errors = Readonly<Partial<Record<'who' | 'label' | 'role', string>>>;

async function who(visit: Visit, scope: Scope, { chat }: Visitor, errors: Errors): Promise<PageAnswer> {
  const people = await peopleOf(scope, chat.chatId);
  const role = field(visit, 'role');
  const chosen = field(visit, 'who');
  return {
    page: whoPage(visit.frame, {
      form: { action: visit.at('/people/new'), hidden: {} },
      people: people.map((person) => ({
        id: person.residentId,
        name: person.label ?? '',
        self: person.relation === 'self',
      })),
      offerSelf: !people.some((person) => person.relation === 'self'),
      ...(chosen === undefined ? {} : { chosen }),
      typedName: (field(visit, 'label') ?? '').slice(0, 100),
      ...(isCarer(role) ? { role } : {}),
      errors,
    }),
    ...(Object.keys(errors).length > 0 ? { status: 422 } : {}),
  };
}

const isCarer = (role: string | undefined): role is CarerRole => role === 'guardian' || role === 'carer';

async function choose(visit: Visit, scope: Scope, visitor: Visitor): Promise<PageAnswer> {
  const { say } = visit.frame;
  const { chat } = visitor;
  const chosen = field(visit, 'who');
  if (chosen === undefined) return who(visit, scope, visitor, { who: say('people.who_missing') });
  if (chosen === selfCode) {
    const residentId = await addPerson(scope, chat.chatId, { relation: 'self', answeredBy: 'self' });
    return turnTo(visit, scope, visitor, residentId);
  }
  if (chosen !== otherCode) return turnTo(visit, scope, visitor, chosen);
  return addOther(visit, scope, visitor);
}

/** The browser is about this person from now on, and asks how they are. */
async function turnTo(visit: Visit, scope: Scope, visitor: Visitor, residentId: string): Promise<PageAnswer> {
  const person = await personOf(scope, visitor.chat.chatId, residentId);
  await lookAfter(scope, visitor.secret, person.residentId);
  return beginAnew(visit, scope, { ...visitor, residentId: person.residentId });
}

async function addOther(visit: Visit, scope: Scope, visitor: Visitor): Promise<PageAnswer> {
  const { say } = visit.frame;
  const label = (field(visit, 'label') ?? '').trim();
  const role = field(visit, 'role');
  const errors: Errors = {
    ...(label === '' ? { label: say('people.name_missing') } : {}),
    ...(isCarer(role) ? {} : { role: say('people.role_missing') }),
  };
  if (!isCarer(role) || Object.keys(errors).length > 0) return who(visit, scope, visitor, errors);
  try {
    const residentId = await addPerson(scope, visitor.chat.chatId, { relation: 'family', answeredBy: role, label });
    await lookAfter(scope, visitor.secret, residentId);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (error.code === labelTooLong.code) return who(visit, scope, visitor, { label: say('people.name_too_long') });
    if (error.code === tooManyPeople.code) return who(visit, scope, visitor, { who: say('people.too_many') });
    throw error;
  }
  // Each person agrees, or is agreed for, on their own.
  return { to: visit.at('/consent') };
}
