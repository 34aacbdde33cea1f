/**
 * Vectors of texts by a language model, for whoever runs one. Nothing here requires it: without one, ranking is lexical. The
 * cosine of query and question then joins the other features under the name `embedding`, weighted only where the weights were
 * learned with it.
 */
export interface Embedder {
  /** One vector for each text, all of one length. */
  embed(texts: readonly string[]): Promise<readonly Float32Array[]>;
}
