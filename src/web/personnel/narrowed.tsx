import { type ReactNode, useDeferredValue, useState } from "react";
import { Chips } from "../ui/chips.tsx";
import { TextField } from "../ui/fields.tsx";
import { matches } from "../ui/format.ts";
import { PHONE, useMedia } from "../ui/media.ts";
import { useBeginning } from "../ui/more.tsx";
import "./narrowed.css";

/** A long list as people look through it: a few kinds in words with their counts, a search, the beginning first. */

type Kind<T> = { readonly key: string; readonly word: string; readonly holds: (one: T) => boolean };
type By<T> = { readonly label: string; readonly search: string; readonly textOf: (one: T) => string; /** The first one that has anybody is shown first. */ readonly kinds: readonly Kind<T>[]; /** Of rows that take much of a phone: so many at once there, those that press most first. */ readonly onPhone?: { readonly atOnce: number; readonly pressing: (one: T) => number } };
type Narrowed<T> = { readonly bar: ReactNode; /** All that fit, and of them the beginning. */ readonly fit: readonly T[]; readonly shown: readonly T[]; readonly more: ReactNode };

/** Fewer than these are seen at a glance. */
const FEW = 12;
/** Of rows that are cards of several lines: what comes after the list is not to be many screens away. */
const ON_PHONE = 10;
const AT_ONCE = 50;

export function useNarrowed<T>(items: readonly T[], { label, search, textOf, kinds, onPhone }: By<T>): Narrowed<T> {
  const [picked, setPicked] = useState<string>();
  const [text, setText] = useState("");
  const typed = useDeferredValue(text);
  const counted = kinds.map((one) => ({ ...one, count: items.filter(one.holds).length })).filter((one) => one.count > 0);
  const kind = counted.find((one) => one.key === picked) ?? counted[0];
  const isPhone = useMedia(PHONE);
  const found = items.filter((one) => (kind === undefined || kind.holds(one)) && matches(textOf(one), typed));
  const fit = isPhone && onPhone !== undefined ? found.toSorted((a, b) => onPhone.pressing(b) - onPhone.pressing(a)) : found;
  const { shown, more } = useBeginning(fit, isPhone ? (onPhone?.atOnce ?? ON_PHONE) : AT_ONCE);
  const bar =
    items.length <= FEW ? null : (
      <div className="row no-print narrowed">
        {counted.length < 2 ? null : <Chips label={label} options={counted} chosen={kind?.key ?? ""} onChoose={setPicked} />}
        <TextField label={search} isLabelHidden placeholder={search} type="search" value={text} onChange={setText} />
      </div>
    );
  const isSeenAtAGlance = items.length <= FEW && !(isPhone && onPhone !== undefined);
  return isSeenAtAGlance ? { bar, fit: items, shown: items, more: null } : { bar, fit, shown, more };
}
