import { getRouteApi, Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { listPeople, showUnit } from "../../contract/organisation.ts";
import { useUnitName } from "../shell/names.ts";
import { useAll, useRead } from "../shell/query.ts";
import { hasRole, useSession } from "../shell/session.ts";
import { useFormat } from "../ui/format.ts";
import { Page } from "../ui/page.tsx";
import { Loaded } from "../ui/states.tsx";
import { PersonItem } from "./people/person.tsx";
import { Period } from "./period.tsx";
import type { UnitDetail } from "./types.ts";
import { ChangeUnit, MergeUnit } from "./units/acts.tsx";
import { useOrganisationWords } from "./words.ts";
import "./organisation.css";

const api = getRouteApi("/signed-in/units/$unitId");

function Facts({ unit }: { readonly unit: UnitDetail }): ReactNode {
  const t = useOrganisationWords();
  const unitName = useUnitName();
  return (
    <section className="card">
      <dl className="facts">
        <dt>{t("code")}</dt>
        <dd>{unit.code}</dd>
        <dt>{t("index")}</dt>
        <dd>{unit.index ?? t("noIndex")}</dd>
        <dt>{t("exists")}</dt>
        <dd>
          <Period from={unit.from} to={unit.to} />
        </dd>
        <dt>{t("parent")}</dt>
        <dd>
          {unit.parent === null ? (
            t("noParent")
          ) : (
            <Link to="/units/$unitId" params={{ unitId: unit.parent }}>
              {unitName(unit.parent)}
            </Link>
          )}
        </dd>
      </dl>
    </section>
  );
}

function History({ unit }: { readonly unit: UnitDetail }): ReactNode {
  const t = useOrganisationWords();
  const format = useFormat();
  return (
    <section className="card stack" aria-labelledby="names">
      <h2 id="names">{t("names")}</h2>
      <ul>
        {unit.names.map((one) => (
          <li key={one.from}>
            {one.name}, <Period from={one.from} to={one.to} />
          </li>
        ))}
      </ul>
      <h2>{t("links")}</h2>
      {unit.successors.length + unit.predecessors.length === 0 ? <p className="muted">{t("noLinks")}</p> : null}
      <ul>
        {unit.successors.map((one) => (
          <li key={`to ${one.id} ${one.on}`}>
            <Link to="/units/$unitId" params={{ unitId: one.id }}>
              {t("intoLink", { name: one.name, day: format.day(one.on) })}
            </Link>
          </li>
        ))}
        {unit.predecessors.map((one) => (
          <li key={`from ${one.id} ${one.on}`}>
            <Link to="/units/$unitId" params={{ unitId: one.id }}>
              {t("fromLink", { name: one.name, day: format.day(one.on) })}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** For its head: who outside was shown the unit's file. */
function OwnReads({ unitId }: { readonly unitId: string }): ReactNode {
  const t = useOrganisationWords();
  return (
    <Link to="/units/$unitId/reads" params={{ unitId }}>
      {t("whoRead")}
    </Link>
  );
}

/** One unit: what it is called and was, what it came from and went into, who is there. */
export function UnitPage(): ReactNode {
  const t = useOrganisationWords();
  const format = useFormat();
  const session = useSession();
  const { unitId } = api.useParams();
  const unit = useRead(showUnit, { params: { unitId } });
  const people = useAll(listPeople, { query: { unit: unitId } });
  const isHead = hasRole(session, "unit-head") && session.user.unitIds.includes(unitId);
  const mayChange = hasRole(session, "administrator", "programme-officer");
  return (
    <Page title={unit.data?.body.name ?? t("unit")} width="text" actions={isHead ? <OwnReads unitId={unitId} /> : undefined}>
      <Loaded query={unit}>
        {({ body, version = "" }) => (
          <>
            <Facts unit={body} />
            <section className="card" aria-labelledby="people-here">
              <h2 id="people-here">{t("peopleHere")}</h2>
              <Loaded query={people}>
                {(all) =>
                  all.length === 0 ? (
                    <p className="muted">{t("nothing")}</p>
                  ) : (
                    <ul className="organisation-people">
                      {all
                        .toSorted((a, b) => format.compare(a.name, b.name))
                        .map((person) => (
                          <PersonItem key={person.id} person={person} />
                        ))}
                    </ul>
                  )
                }
              </Loaded>
            </section>
            <History unit={body} />
            {mayChange && body.to === null ? (
              <>
                <ChangeUnit unit={body} version={version} />
                <MergeUnit unit={body} people={people.data ?? []} />
              </>
            ) : null}
          </>
        )}
      </Loaded>
    </Page>
  );
}
