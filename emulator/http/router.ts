import type { Answer, Call } from './answer.ts';

export type Handler = (call: Call) => Answer | Promise<Answer>;
export type Route = { readonly method: string; readonly path: string; readonly handle: Handler };

type Compiled = Route & { readonly parts: readonly string[] };
export type Match = { readonly route: Route; readonly params: Record<string, string> };

/**
 * Finds the route of a request. `:name` stands for one part of the path, a last `*` for all that follows.
 * Fixed parts go before `:name`, so that `/richmenu/list` is not taken for a rich menu called "list".
 */
export class Router {
  readonly #byMethod = new Map<string, Compiled[]>();

  add(...routes: readonly Route[]): void {
    for (const route of routes) {
      const list = this.#byMethod.get(route.method) ?? [];
      list.push({ ...route, parts: route.path.split('/') });
      list.sort((a, b) => generality(a) - generality(b));
      this.#byMethod.set(route.method, list);
    }
  }

  find(method: string, path: string): Match | undefined {
    const given = path.split('/');
    for (const route of this.#byMethod.get(method) ?? []) {
      const params = match(route.parts, given);
      if (params) return { route, params };
    }
    return undefined;
  }

  /** Whether another method would find something at this path. */
  knows(path: string): boolean {
    return [...this.#byMethod.keys()].some((method) => this.find(method, path) !== undefined);
  }
}

function generality(route: Compiled): number {
  return route.parts.reduce((sum, part) => sum + (part === '*' ? 100 : part.startsWith(':') ? 1 : 0), 0);
}

function match(parts: readonly string[], given: readonly string[]): Record<string, string> | undefined {
  const open = parts.at(-1) === '*';
  if (open ? given.length < parts.length - 1 : given.length !== parts.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of parts.entries()) {
    if (part === '*') {
      params['*'] = given.slice(index).join('/');
      return params;
    }
    const found = given[index] ?? '';
    if (part.startsWith(':')) {
      if (found === '') return undefined;
      params[part.slice(1)] = decode(found);
    } else if (part !== found) return undefined;
  }
  return params;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
