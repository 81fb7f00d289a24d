import type { ReactNode } from "react";
import type { BesideFile } from "../../contract/attached-file.ts";
import type { Route } from "../../contract/route.ts";
import type { Given } from "./client.ts";
import { Download } from "./download.tsx";
import { useShellWords } from "./words.ts";

type Props<R extends Route> = { readonly file: Pick<BesideFile, "name" | "scan">; readonly route: R; readonly given: Given<R>; /** Of what, for who hears the button alone. */ readonly of: string; readonly isSmall?: boolean };

/** A file beside something, to be taken along; one that nobody gets, not looked at by the scanner yet or found to be malicious, says so. */
export function BesideDownload<R extends Route>({ file: { name, scan }, ...asked }: Props<R>): ReactNode {
  const t = useShellWords();
  if (scan !== "waiting" && scan !== "infected") return <Download {...asked} label={name} />;
  return (
    <span className="small muted">
      {name}: {t(scan === "infected" ? "fileInfected" : "fileWaiting")}
    </span>
  );
}
