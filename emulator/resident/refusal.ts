/** Something a phone or the desk asked for that cannot be; the message is for people, the status for HTTP. */
export class Refusal extends Error {
  readonly status: number;

  constructor(message: string, status = 400) {
    super(message);
    this.status = status;
  }
}
