/** An operation of the OpenAPI document, as far as facts are stated about it. */
export interface Operation {
  readonly tags?: readonly string[];
  readonly summary?: string;
  readonly security?: readonly unknown[];
  readonly parameters?: ReadonlyArray<{ readonly name: string; readonly in: string; readonly required?: boolean }>;
  readonly responses?: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema?: unknown }>> }>
  >;
}
export type Paths = Readonly<Record<string, Readonly<Record<string, Operation>>>>;

export interface Route {
  readonly method: string;
  /** With ':placeholders'. */
  readonly path: string;
}

/** The routes of a printed tree (`printRoutes({ commonPrefix: false })`), without HEAD, which follows GET. */
export function routesOf(tree: string): Route[] {
  const above: string[] = [];
  return tree.split('\n').flatMap((line) => {
    const found = /^((?:│ {3}| {4})*)[├└]── (\S*)(?: \((.*)\))?/.exec(line);
    if (!found) return [];
    const depth = found[1]!.length / 4;
    above.length = depth;
    above.push(found[2]!);
    const methods = (found[3] ?? '').split(', ').filter((method) => method !== '' && method !== 'HEAD');
    return methods.map((method) => ({ method, path: above.join('') }));
  });
}

const apiPrefix = '/api/v1/';
/** The document describes the others, not itself. */
const ofTheDocument = ['GET /api/v1/openapi.json'];

/** Doors that are no part of the API: pages, the webhook, and what watches the server. */
const otherDoors = [
  /^\/$/,
  /^\/api(\/reference\.css)?$/,
  /^\/(healthz|readyz|metrics)$/,
  /^\/m\/:slug(\/.*)?$/,
  /^\/m-assets\//,
  /^\/favicon\.ico$/,
  /^\/line\/:slug$/,
  // The printed tree leaves the slash out before '*'.
  /^\/console(\/.*|\*)?$/,
];

const inDocument = ({ method, path }: Route): string => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`;

/** Where the routes and the document differ: each a sentence. */
export function undocumented(routes: readonly Route[], paths: Paths): string[] {
  const described = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const api = routes.filter(({ path }) => path.startsWith(apiPrefix)).map(inDocument);
  return [
    ...api
      .filter((one) => !described.includes(one) && !ofTheDocument.includes(one))
      .map((one) => `${one} is not in the OpenAPI`),
    ...described.filter((one) => !api.includes(one)).map((one) => `${one} is in the OpenAPI, and no route`),
    ...routes
      .filter(({ path }) => !path.startsWith(apiPrefix) && !otherDoors.some((door) => door.test(path)))
      .map((route) => `${inDocument(route)} is a door that is not declared`),
  ];
}

/** Operations that do not say what they are or what they answer. */
export function thinOperations(paths: Paths): string[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { tags, summary, responses, parameters }]) => {
      const at = `${method.toUpperCase()} ${path}`;
      const good = Object.entries(responses ?? {}).filter(([status]) => status.startsWith('2'));
      const shaped = good.filter(
        ([status, { content }]) =>
          status === '201' ||
          status === '204' ||
          Object.values(content ?? {}).some(({ schema }) => schema !== undefined),
      );
      const named = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!);
      const described = (parameters ?? []).filter((one) => one.in === 'path').map(({ name }) => name);
      return [
        ...(tags?.length === 1 ? [] : [`${at} has no tag`]),
        ...(summary ? [] : [`${at} has no summary`]),
        ...(good.length > 0 && shaped.length === good.length ? [] : [`${at} does not say what it answers`]),
        ...(responses?.default ? [] : [`${at} does not say how it refuses`]),
        ...named.filter((name) => !described.includes(name)).map((name) => `${at} does not describe {${name}}`),
      ];
    }),
  );
}

export interface Described extends Route {
  readonly tag: string;
  readonly summary: string;
  /** 'open', 'session', or a permission. */
  readonly needs: string;
}

/** docs/reference/http-api.md. */
export function httpApiPage(operations: readonly Described[]): string {
  const tags = [...new Set(operations.map(({ tag }) => tag))];
  const section = (tag: string): string =>
    `## ${tag}

| method | path | what it does | needs |
| --- | --- | --- | --- |
${operations
  .filter((one) => one.tag === tag)
  .map(
    ({ method, path, summary, needs }) =>
      `| ${method} | \`${path}\` | ${summary.replaceAll('|', '\\|')} | ${meaning(needs)} |`,
  )
  .join('\n')}
`;
  return `# The HTTP API

What the staff console uses. A running server describes every field at \`/api\` (for people) and \`/api/v1/openapi.json\`
(OpenAPI 3.1). This page is made by \`npm run update-snapshots\`; what each route needs was found by trying it.

A session is the cookie \`mimamori_staff\`. Whatever changes something carries the header \`x-mimamori-console: 1\`. Refusals are
\`application/problem+json\` (RFC 9457) with a \`code\`: 401 without a session, 403 without the permission, which the refusal names.

${tags.map(section).join('\n')}`;
}

const meaning = (needs: string): string =>
  needs === 'open' ? 'nothing' : needs === 'session' ? 'a session' : `\`${needs}\``;
