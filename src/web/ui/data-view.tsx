import type { ReactNode } from "react";
import { useUiWords } from "./words.ts";
import "./data-view.css";

/** Data that no page knows the shape of, so that a person can read it: names with values, lists, words. */

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === "object" && value !== null;

type Props = { readonly value: unknown; readonly label?: (name: string) => string };

const asItIs = (name: string): string => name;

export function DataView({ value, label = asItIs }: Props): ReactNode {
  const t = useUiWords();
  if (value === null || value === undefined || value === "") return <span className="muted">–</span>;
  if (typeof value === "boolean") return t(value ? "yes" : "no");
  if (Array.isArray(value)) {
    if (value.length === 0) return <span className="muted">–</span>;
    const items: readonly unknown[] = value;
    return (
      <ol className="data-list">
        {items.map((one, i) => (
          <li key={i}>
            <DataView value={one} label={label} />
          </li>
        ))}
      </ol>
    );
  }
  if (!isRecord(value)) return <span className="data-text">{typeof value === "string" ? value : JSON.stringify(value)}</span>;
  return (
    <dl className="data-fields">
      {Object.entries(value).map(([name, one]) => (
        <div key={name}>
          <dt>{label(name)}</dt>
          <dd>
            <DataView value={one} label={label} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
