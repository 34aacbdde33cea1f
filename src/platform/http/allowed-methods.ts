/** Which methods an address takes: the router itself only knows whether one method finds a handler. */
export interface AllowedMethods {
  add(template: string, methods: readonly string[]): void;
  /** The methods that other requests to this path could use; empty when the path is unknown. */
  at(path: string): readonly string[];
}

export function createAllowedMethods(): AllowedMethods {
  const templates = new Map<string, { pattern: RegExp; methods: Set<string> }>();
  return {
    add(template, methods) {
      const known = templates.get(template) ?? { pattern: patternOf(template), methods: new Set<string>() };
      for (const method of methods) known.methods.add(method);
      templates.set(template, known);
    },
    at(path) {
      const found = new Set<string>();
      for (const { pattern, methods } of templates.values()) {
        if (pattern.test(path)) for (const method of methods) found.add(method);
      }
      return [...found].sort();
    },
  };
}

/** '/a/:b/c.json' and '/files/*' as the router reads them. */
function patternOf(template: string): RegExp {
  const source = template
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replace(/:\w+/g, '[^/]+')
    .replace(/\*/g, '.*');
  return new RegExp(`^${source}$`);
}
