import type { ReactNode } from "react";
import { readSettings } from "../../contract/documents.ts";
import type { Route } from "../../contract/route.ts";
import type { Given } from "./client.ts";
import { Download } from "./download.tsx";
import { useRead } from "./query.ts";
import { useShellWords } from "./words.ts";

type Format = "docx" | "pdf" | "html";
type Props<R extends Route> = { readonly route: R; readonly given: (query: { readonly format: Format }) => NoInfer<Given<R>>; /** What of, for who hears the button alone. */ readonly of: string };

const LONG_MS = 600_000;
const WITH_PDF: readonly Format[] = ["docx", "pdf"];
const WITHOUT_PDF: readonly Format[] = ["docx", "html"];

/** A paper as Word, and as PDF; where the server cannot make PDF, as pages that a browser prints. */
export function PaperDownloads<R extends Route>({ route, given, of }: Props<R>): ReactNode {
  const t = useShellWords();
  const settings = useRead(readSettings, {}, { staleTime: LONG_MS });
  const formats = settings.data?.body.hasPdf === false ? WITHOUT_PDF : WITH_PDF;
  return formats.map((format) => <Download key={`${format} ${of}`} route={route} given={() => given({ format })} label={t(`take.${format}`)} of={of} />);
}
