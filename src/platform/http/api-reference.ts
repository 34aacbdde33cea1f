import { type Html, html } from './html.ts';
import { openApiPath } from './open-api.ts';
import type { HttpServer } from './server.ts';

interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly format?: string;
  /** A shape that is named rather than spelt out each time. */
  readonly title?: string;
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly additionalProperties?: JsonSchema | boolean;
}
interface Content {
  readonly content?: Readonly<Record<string, { readonly schema?: JsonSchema }>>;
  readonly description?: string;
}
interface Operation {
  readonly tags?: readonly string[];
  readonly summary?: string;
  readonly description?: string;
  readonly parameters?: ReadonlyArray<{ name: string; in: string; required?: boolean; schema?: JsonSchema }>;
  readonly requestBody?: Content;
  readonly responses?: Readonly<Record<string, Content>>;
}
export interface OpenApiDocument {
  readonly info: { readonly title: string; readonly version: string; readonly description?: string };
  readonly tags?: ReadonlyArray<{ readonly name: string; readonly description?: string }>;
  readonly paths?: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

/** A page for people under /api, made from the OpenAPI document; it loads nothing from elsewhere. */
export function registerApiReference(app: HttpServer): void {
  app.get('/api', { schema: { hide: true } }, (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(apiReferencePage(app.swagger() as unknown as OpenApiDocument)),
  );
  app.get('/api/reference.css', { schema: { hide: true } }, (_request, reply) =>
    reply.type('text/css; charset=utf-8').send(stylesheet),
  );
}

export function apiReferencePage(document: OpenApiDocument): string {
  const operations = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const groups = (document.tags ?? [])
    .map((tag) => ({ ...tag, operations: operations.filter(({ operation }) => operation.tags?.includes(tag.name)) }))
    .filter((group) => group.operations.length > 0);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${document.info.title} API ${document.info.version}</title>
<link rel="stylesheet" href="/api/reference.css">
</head>
<body>
<header>
<h1>${document.info.title} API <small>${document.info.version}</small></h1>
<p>${withCode(document.info.description)}</p>
<p>For machines: <a href="${openApiPath}">${openApiPath}</a> (OpenAPI 3.1).</p>
<nav aria-label="Groups"><ul>${groups.map((group) => html`<li><a href="#${group.name}">${group.name}</a></li>`)}</ul></nav>
</header>
<main>${groups.map(
    (group) => html`
<section id="${group.name}" aria-labelledby="${group.name}-title">
<h2 id="${group.name}-title">${group.name}</h2>
<p>${group.description}</p>
${group.operations.map(operationCard)}
</section>`,
  )}
</main>
</body>
</html>
`.html;
}

function operationCard({ path, method, operation }: { path: string; method: string; operation: Operation }): Html {
  const answers = Object.entries(operation.responses ?? {}).filter(([status]) => status !== 'default');
  return html`<details>
<summary><code class="method ${method}">${method.toUpperCase()}</code> <code>${path}</code> <span>${operation.summary}</span></summary>
${operation.description && html`<p>${withCode(operation.description)}</p>`}
${
  operation.parameters &&
  html`<h3>Parameters</h3><dl>${operation.parameters.map(
    (one) =>
      html`<dt><code>${one.name}</code> <small>${one.in}${one.required ? ', required' : ''}</small></dt><dd><code>${shapeOf(one.schema)}</code></dd>`,
  )}</dl>`
}
${operation.requestBody && html`<h3>Body</h3>${contents(operation.requestBody)}`}
${answers.map(([status, answer]) => html`<h3>Answer ${status}</h3>${contents(answer)}`)}
</details>`;
}

/** Text with `code` in backticks, as descriptions in OpenAPI are Markdown. */
const withCode = (text = ''): HtmlList =>
  text.split('`').map((part, at) => (at % 2 === 1 ? html`<code>${part}</code>` : html`${part}`));

function contents(body: Content): HtmlList {
  return Object.entries(body.content ?? {}).map(
    ([type, { schema }]) => html`<p><small>${type}</small></p><pre tabindex="0"><code>${shapeOf(schema)}</code></pre>`,
  );
}
type HtmlList = readonly Html[];

/** A JSON schema as TypeScript would write it: people read that faster. */
export function shapeOf(schema: JsonSchema | undefined, indent = ''): string {
  if (!schema) return 'unknown';
  if (schema.title) return schema.title;
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return choices.map((choice) => shapeOf(choice, indent)).join(' | ');
  if (schema.properties) return objectShape(schema, schema.properties, indent);
  if (schema.items) return `Array<${shapeOf(schema.items, indent)}>`;
  if (typeof schema.additionalProperties === 'object') {
    return `Record<string, ${shapeOf(schema.additionalProperties, indent)}>`;
  }
  const type = Array.isArray(schema.type)
    ? schema.type.join(' | ')
    : ((schema.type as string | undefined) ?? 'unknown');
  return schema.format ? `${type} (${schema.format})` : type;
}

function objectShape(schema: JsonSchema, properties: Readonly<Record<string, JsonSchema>>, indent: string): string {
  const inner = `${indent}  `;
  const lines = Object.entries(properties).map(([name, property]) => {
    const mark = schema.required?.includes(name) ? '' : '?';
    const note = property.description ? `  // ${property.description}` : '';
    return `${inner}${name}${mark}: ${shapeOf(property, inner)}${note}`;
  });
  return `{\n${lines.join('\n')}\n${indent}}`;
}

const stylesheet = `
:root { color-scheme: light dark; --line: light-dark(#d8dde3, #3a4450); --soft: light-dark(#f4f6f8, #1b222a); --link: light-dark(#0b57a4, #8cc2ff); }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 62rem; padding: 2rem 1rem 4rem; font: 1rem/1.6 "Noto Sans JP", "Hiragino Sans", system-ui, sans-serif; }
h1 small { font-weight: 400; color: light-dark(#56616d, #a9b4c0); }
a { color: var(--link); }
nav ul { display: flex; flex-wrap: wrap; gap: .5rem 1.25rem; padding: 0; list-style: none; }
section { margin-top: 2.5rem; }
h2 { border-bottom: 2px solid var(--line); padding-bottom: .25rem; }
h3 { font-size: 1rem; margin: 1rem 0 .25rem; }
details { border: 1px solid var(--line); border-radius: .5rem; margin: .5rem 0; padding: .5rem .75rem; }
summary { cursor: pointer; overflow-wrap: anywhere; }
summary span { margin-left: .5rem; }
summary:focus-visible, a:focus-visible, pre:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.method { display: inline-block; min-width: 4.5rem; font-weight: 700; }
code, pre { font-family: ui-monospace, "SFMono-Regular", Menlo, Consolas, monospace; font-size: .9rem; }
pre { background: var(--soft); border-radius: .375rem; margin: 0; overflow: auto; padding: .75rem; }
dl { display: grid; grid-template-columns: minmax(8rem, max-content) 1fr; gap: .25rem 1rem; margin: 0; }
dd { margin: 0; overflow-wrap: anywhere; }
`;
