import { Link, useParams } from "@tanstack/react-router";
import { Button, Checkbox } from "antd";
import { type ReactNode, useDeferredValue, useState } from "react";
import { changeRegisterEntry, exportRegister, listRegister, type Register, type RegisterBody, type RegisterEntry, REGISTERS } from "../../contract/plan-register.ts";
import { Download } from "../shell/download.tsx";
import { useUnitName } from "../shell/names.ts";
import { useAct, useAll } from "../shell/query.ts";
import { hasRole, useSession } from "../shell/session.ts";
import { Choice, TextField } from "../ui/fields.tsx";
import { matches, useFormat } from "../ui/format.ts";
import { useBeginning } from "../ui/more.tsx";
import { Loaded, Notice, RefusalNote } from "../ui/states.tsx";
import { PlanFrame } from "./frame.tsx";
import { ChangedEntry, NewEntry } from "./new-entry.tsx";
import { RegisterImport } from "./register-import.tsx";
import { useRegisterWords } from "./words-register.ts";

/** Initiatives, rewards and communication of the year. */

function Facts({ body }: { readonly body: RegisterBody }): ReactNode {
  const t = useRegisterWords();
  const format = useFormat();
  const nameOf = useUnitName();
  if (body.kind === "reward") return <span>{t("to", { to: body.to })}</span>;
  if (body.kind === "communication") return <span>{t("count", { count: format.count(body.count), channel: body.channel })}</span>;
  const { effect, recognised, replicatedBy } = body;
  return (
    <>
      {effect === null ? null : <span className="num">{t("effect", { measure: effect.measure, before: format.decimal(effect.before), after: format.decimal(effect.after), unit: effect.unitOfMeasure })}</span>}
      {recognised === null ? null : <span>{t("recognised", { number: recognised.number, day: format.day(recognised.on), issuer: recognised.issuer })}</span>}
      {replicatedBy.length === 0 ? null : <span>{t("replicated", { units: replicatedBy.map(nameOf).join(", ") })}</span>}
    </>
  );
}

function Row({ entry, name, mayChange }: { readonly entry: RegisterEntry; readonly name: string; readonly mayChange: boolean }): ReactNode {
  const t = useRegisterWords();
  const format = useFormat();
  const act = useAct(changeRegisterEntry, { touches: ["plan"] });
  const [isOpen, setOpen] = useState(false);
  const { body } = entry;
  return (
    <li className="plan-offer">
      <span className="plan-section num">{format.day(body.on)}</span>
      <span>
        <strong>{body.title}</strong>
        <span className="small muted plan-facts">
          <span>{name}</span>
          <Facts body={body} />
        </span>
        {body.kind === "initiative" ? <span className="small">{body.text}</span> : null}
        {body.files.length === 0 ? null : mayChange ? (
          <Link className="small" to="/evidence/$unitId/$year" params={{ unitId: entry.unitId, year: String(entry.year) }}>
            {t("filesCount", { count: body.files.length })}
          </Link>
        ) : (
          <span className="small muted">{t("filesCount", { count: body.files.length })}</span>
        )}
        <RefusalNote error={act.error} />
      </span>
      {entry.isWithdrawn ? (
        <span className="muted">{t("withdrawn")}</span>
      ) : mayChange ? (
        <span className="row">
          <Button aria-expanded={isOpen} onClick={() => { setOpen(!isOpen); }}>
            {t("edit")} <span className="visually-hidden">{body.title}</span>
          </Button>
          <Button loading={act.isPending} onClick={() => { act.mutate({ params: { unitId: entry.unitId, entryId: entry.id }, body: { body, isWithdrawn: true }, version: entry.version }); }}>
            {t("withdraw")} <span className="visually-hidden">{body.title}</span>
          </Button>
        </span>
      ) : null}
      {isOpen ? (
        <div className="plan-whole">
          <ChangedEntry entry={entry} onDone={() => { setOpen(false); }} />
        </div>
      ) : null}
    </li>
  );
}

function Rows({ entries }: { readonly entries: readonly RegisterEntry[] }): ReactNode {
  const t = useRegisterWords();
  const session = useSession();
  const nameOf = useUnitName();
  const { shown, more } = useBeginning(entries);
  const isOf = (unitId: string): boolean => hasRole(session, "programme-officer") || (hasRole(session, "unit-head", "unit-scorer") && session.user.unitIds.includes(unitId));
  if (entries.length === 0) return <Notice title={t("none")}>{t("noneHelp")}</Notice>;
  return (
    <>
      <ul className="plan-items">
        {shown.map((one) => (
          <Row key={`${one.id} ${one.version}`} entry={one} name={nameOf(one.unitId)} mayChange={isOf(one.unitId)} />
        ))}
      </ul>
      {more}
    </>
  );
}

function Whole({ year }: { readonly year: number }): ReactNode {
  const t = useRegisterWords();
  const format = useFormat();
  const session = useSession();
  const nameOf = useUnitName();
  const [kind, setKind] = useState<Register>("initiative");
  const [typed, setTyped] = useState("");
  const [isMine, setMine] = useState(false);
  const wanted = useDeferredValue(typed);
  const query = useAll(listRegister, { query: { year, kind } });
  const fits = ({ unitId, body }: RegisterEntry): boolean => (!isMine || session.user.unitIds.includes(unitId)) && matches(`${body.title} ${nameOf(unitId)}`, wanted);
  return (
    <>
      <div className="plan-filters no-print">
        <Choice label={t("register")} value={kind} onChange={setKind} options={REGISTERS.map((one) => ({ value: one, label: t(`kind.${one}`) }))} />
        <TextField label={t("search")} value={typed} onChange={setTyped} />
        {session.user.unitIds.length === 0 ? null : (
          <Checkbox checked={isMine} onChange={(event) => { setMine(event.target.checked); }}>
            {t("mine")}
          </Checkbox>
        )}
        <Download route={exportRegister} given={{ query: { year } }} label={t("download")} of={String(year)} />
      </div>
      <Loaded query={query}>{(entries) => <Rows entries={entries.filter(fits).toSorted((a, b) => format.compare(b.body.on, a.body.on))} />}</Loaded>
      {hasRole(session, "programme-officer", "unit-head", "unit-scorer") ? <NewEntry key={kind} kind={kind} /> : null}
      {hasRole(session, "programme-officer") ? <RegisterImport key={`import ${kind}`} kind={kind} /> : null}
    </>
  );
}

export function RegistersPage(): ReactNode {
  const t = useRegisterWords();
  const { year } = useParams({ from: "/signed-in/plan/$year/registers" });
  return (
    <PlanFrame year={year} title={`${t("title")} ${year}`} lead={t("lead")}>
      {(plan) => <Whole year={plan.year} />}
    </PlanFrame>
  );
}
