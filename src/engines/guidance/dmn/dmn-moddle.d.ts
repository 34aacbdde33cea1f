/** What we use of dmn-moddle, which ships without types. */
declare module 'dmn-moddle' {
  export class DmnModdle {
    /** Rejects for text that is no XML or no DMN; what was read but not understood comes as warnings. */
    fromXML(xml: string): Promise<{ rootElement: unknown; warnings: readonly { readonly message: string }[] }>;
  }
}
