import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { type Query, request, withQuery } from './client.ts';
import type {
  AuditPage,
  AuditVerdict,
  ContactPoint,
  Content,
  DeadLetterPage,
  GuidanceDetail,
  NewsItem,
  Passkey,
  PolicyDetail,
  QuestionnaireDetail,
} from './content-contract.ts';
import type { ResidentPage, ResidentRecord, Session, Situation } from './contract.ts';

/** Every question the console asks, each with the key under which its last good answer is kept. */
const minute = 60_000;
const account = (slug: string) => `/accounts/${encodeURIComponent(slug)}`;

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => request<Session>('/session', { signal }),
  staleTime: Number.POSITIVE_INFINITY,
  retry: false,
});

export const situationQuery = (slug: string, asked: Query, background = false) =>
  queryOptions({
    queryKey: ['situation', slug, asked],
    queryFn: ({ signal }) => request<Situation>(withQuery(`${account(slug)}/situation`, asked), { signal, background }),
    placeholderData: keepPreviousData,
    staleTime: minute,
  });

export const residentsQuery = (slug: string, asked: Query) =>
  queryOptions({
    queryKey: ['residents', slug, asked],
    queryFn: ({ signal }) => request<ResidentPage>(withQuery(`${account(slug)}/residents`, asked), { signal }),
    placeholderData: keepPreviousData,
  });

/** Each fetch of a record is a look that the log keeps: so it is fetched when opened, never in the background. */
export const residentQuery = (slug: string, residentId: string) =>
  queryOptions({
    queryKey: ['resident', slug, residentId],
    queryFn: ({ signal }) =>
      request<ResidentRecord>(`${account(slug)}/residents/${encodeURIComponent(residentId)}`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnReconnect: false,
  });

export const contentQuery = (slug: string) =>
  queryOptions({
    queryKey: ['content', slug],
    queryFn: ({ signal }) => request<Content>(`${account(slug)}/content`, { signal }),
    staleTime: 5 * minute,
  });

const part = <T>(slug: string, path: string) =>
  queryOptions({
    queryKey: ['content', slug, path],
    queryFn: ({ signal }) => request<T>(`${account(slug)}/content/${path}`, { signal }),
    staleTime: 5 * minute,
  });

export const questionnaireQuery = (slug: string, id: string) =>
  part<QuestionnaireDetail>(slug, `questionnaires/${encodeURIComponent(id)}`);
export const guidanceQuery = (slug: string, profile: string) =>
  part<GuidanceDetail>(slug, `guidance/${encodeURIComponent(profile)}`);
export const contactPointsQuery = (slug: string) => part<readonly ContactPoint[]>(slug, 'contact-points');
export const policyQuery = (slug: string, id: string, version: string) =>
  part<PolicyDetail>(slug, `policies/${encodeURIComponent(id)}/${encodeURIComponent(version)}`);

export const newsQuery = (slug: string) =>
  queryOptions({
    queryKey: ['news', slug],
    queryFn: ({ signal }) => request<readonly NewsItem[]>(`${account(slug)}/news`, { signal }),
  });

export const auditQuery = (slug: string, asked: Query) =>
  queryOptions({
    queryKey: ['audit', slug, asked],
    queryFn: ({ signal }) => request<AuditPage>(withQuery(`${account(slug)}/audit`, asked), { signal }),
    placeholderData: keepPreviousData,
  });

export const auditVerdictQuery = (slug: string) =>
  queryOptions({
    queryKey: ['audit-verdict', slug],
    queryFn: ({ signal }) => request<AuditVerdict>(`${account(slug)}/audit/verify`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const deadLettersQuery = (slug: string, asked: Query) =>
  queryOptions({
    queryKey: ['dead-letters', slug, asked],
    queryFn: ({ signal }) => request<DeadLetterPage>(withQuery(`${account(slug)}/dead-letters`, asked), { signal }),
    placeholderData: keepPreviousData,
  });

export const passkeysQuery = queryOptions({
  queryKey: ['passkeys'],
  queryFn: ({ signal }) => request<readonly Passkey[]>('/me/passkeys', { signal }),
});
