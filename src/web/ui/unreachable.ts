/** No answer came: the line is down, or the server is. Nothing is known of what became of the request. */
export class Unreachable extends Error {
  constructor(cause: unknown) {
    super("unreachable", { cause });
    this.name = "Unreachable";
  }
}
