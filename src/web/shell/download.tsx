import { Button } from "antd";
import { type ReactNode, useRef, useState } from "react";
import type { Route } from "../../contract/route.ts";
import { RefusalNote } from "../ui/states.tsx";
import { callFile, type Given } from "./client.ts";

const KEPT_MS = 60_000;

/** Keeps a file where the browser keeps what people take home. */
export function keepFile({ name, blob }: { readonly name: string; readonly blob: Blob }): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser reads it after the click.
  setTimeout(() => {
    URL.revokeObjectURL(address);
  }, KEPT_MS);
}

type DownloadProps<R extends Route> = { readonly route: R; /** Or how it comes to be, when it is asked for. */ readonly given: Given<R> | (() => Given<R>); readonly label: string; /** What of, for who hears the button alone. */ readonly of: string; readonly isMain?: boolean; readonly isSmall?: boolean };

/** A button that fetches a file. It is made when it is asked for, which may take a moment; a refusal is said below it. */
export function Download<R extends Route>({ route, given, label, of, isMain = false, isSmall = false }: DownloadProps<R>): ReactNode {
  const [isBusy, setBusy] = useState(false);
  const [part, setPart] = useState<number>();
  const [error, setError] = useState<unknown>();
  const isUnderWay = useRef(false);
  const fetchIt = async (): Promise<void> => {
    if (isUnderWay.current) return;
    isUnderWay.current = true;
    setBusy(true);
    setError(undefined);
    try {
      keepFile(await callFile(route, typeof given === "function" ? given() : given, setPart));
    } catch (error_) {
      setError(error_);
    } finally {
      isUnderWay.current = false;
      setBusy(false);
      setPart(undefined);
    }
  };
  return (
    <span className="download">
      <Button
        type={isMain ? "primary" : isSmall ? "text" : "default"}
        size={isSmall ? "small" : "middle"}
        loading={isBusy}
        onClick={() => {
          void fetchIt();
        }}
      >
        {label}
        <span className="visually-hidden">: {of}</span>
      </Button>
      {part === undefined ? null : <progress value={part} max={1} aria-label={of} />}
      <RefusalNote error={error} />
    </span>
  );
}
