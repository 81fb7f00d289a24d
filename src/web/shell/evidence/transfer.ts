import { DetailedError, Upload } from "tus-js-client";
import { asFields, Refused } from "../../ui/refusal.ts";
import { Unreachable } from "../../ui/unreachable.ts";

/** Sends the bytes of one file that was named (tus 1.0.0): from wherever the server has them, piece by piece. */

/** A short break is nobody's news; after a longer one the person is told, and who owns the file tries again. */
const RETRY_MS = [0, 1000, 3000];
/** What another try may mend: a writer elsewhere, an offset that has moved, a server that is busy or starting. */
const PASSING = new Set([408, 409, 423, 429]);

type Hooks = { readonly onProgress: (sent: number) => void; readonly onKept: () => void; readonly onFailed: (error: unknown) => void };
export type Transfer = { readonly start: () => void; readonly stop: () => void };

const statusOf = (error: DetailedError): number => error.originalResponse?.getStatus() ?? 0;
/** Asked how far it has come, the server refuses only what it will never take. */
const isPassing = (error: DetailedError): boolean => {
  const status = statusOf(error);
  return status === 0 || (status >= 500 && status !== 507) || (PASSING.has(status) && !(status === 409 && error.originalRequest.getMethod() === "HEAD"));
};

/** What went wrong, as every other call tells it. */
function failureOf(error: unknown): unknown {
  if (!(error instanceof DetailedError)) return error;
  const status = statusOf(error);
  if (status === 0) return new Unreachable(error);
  try {
    return new Refused(status, asFields(JSON.parse(error.originalResponse?.getBody() ?? "")));
  } catch {
    return new Refused(status, { title: "" });
  }
}

export function makeTransfer(file: File, fileId: string, pieceBytes: number, { onProgress, onKept, onFailed }: Hooks): Transfer {
  const upload = new Upload(file, {
    uploadUrl: `/api/v1/evidence/files/${fileId}/bytes`,
    chunkSize: pieceBytes,
    retryDelays: RETRY_MS,
    // Where to go on the server knows, on every computer; nothing need be remembered here.
    storeFingerprintForResuming: false,
    onProgress,
    onSuccess: onKept,
    onError: (error) => {
      onFailed(failureOf(error));
    },
    onShouldRetry: isPassing,
  });
  return {
    start: () => {
      upload.start();
    },
    stop: () => {
      void upload.abort();
    },
  };
}
