import { getRouteApi, Link, Navigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { listRegulations, type VersionItem } from "../../contract/regulation.ts";
import { usePersonName } from "../shell/names.ts";
import { useAll } from "../shell/query.ts";
import { TableDownload } from "../shell/table-download.tsx";
import { hasRole, useSession } from "../shell/session.ts";
import { useFormat } from "../ui/format.ts";
import { Page } from "../ui/page.tsx";
import { Loaded, Notice } from "../ui/states.tsx";
import { TableScroll } from "../ui/table-scroll.tsx";
import { useRegulationWords } from "./words.ts";
import "./regulation.css";

const api = getRouteApi("/signed-in/regulations");

function Row({ version, nameOf }: { readonly version: VersionItem; readonly nameOf: (person: string | null) => string }): ReactNode {
  const t = useRegulationWords();
  const format = useFormat();
  return (
    <tr>
      <th scope="row">
        <Link to="/regulations/$versionId" params={{ versionId: version.id }}>
          {version.title}
        </Link>
        <div className="small muted">
          {version.regulationId} · <code className="hash">{version.sha256.slice(0, 12)}</code>
        </div>
      </th>
      <td>{version.frozenAt === null ? <span className="regulation-open">◌ {t("notFrozen")}</span> : <span className="regulation-frozen">● {t("isFrozen")}</span>}</td>
      <td>
        {format.time(version.importedAt)}
        <div className="small muted">{nameOf(version.importedBy)}</div>
      </td>
      <td>
        {version.frozenAt === null ? "–" : format.time(version.frozenAt)}
        <div className="small muted">{nameOf(version.frozenBy)}</div>
      </td>
    </tr>
  );
}

/** All versions of all regulations. A link that names only an article goes on to the newest that is frozen. */
export function RegulationsPage(): ReactNode {
  const t = useRegulationWords();
  const { article } = api.useSearch();
  const session = useSession();
  const versions = useAll(listRegulations, {});
  const nameOf = usePersonName();
  const format = useFormat();
  const newest = versions.data?.find((one) => one.frozenAt !== null) ?? versions.data?.[0];
  if (article !== undefined && newest !== undefined) return <Navigate to="/regulations/$versionId" params={{ versionId: newest.id }} search={{ article }} replace />;
  const mayImport = hasRole(session, "programme-officer", "administrator");
  const action = (
    <Link className="button-primary" to="/regulations/import">
      {t("import")}
    </Link>
  );
  return (
    <Page title={t("title")} lead={t("lead")} actions={mayImport ? action : undefined}>
      <Loaded query={versions}>
        {(all) =>
          all.length === 0 ? (
            <Notice title={t("none")} action={mayImport ? action : undefined}>
              {t("noneHelp")}
            </Notice>
          ) : (
            <>
            <div>
              <TableDownload
                name={t("title")}
                rows={all}
                columns={[
                  { title: t("name"), of: (one) => one.title },
                  { title: t("state"), of: (one) => t(one.frozenAt === null ? "notFrozen" : "isFrozen") },
                  { title: t("imported"), of: (one) => `${format.time(one.importedAt)}, ${nameOf(one.importedBy)}` },
                  { title: t("frozen"), of: (one) => (one.frozenAt === null ? "" : `${format.time(one.frozenAt)}, ${nameOf(one.frozenBy)}`) },
                  { title: "SHA-256", of: (one) => one.sha256 },
                ]}
              />
            </div>
            <TableScroll label={t("title")} isTaken={false}>
              <table className="plain">
                <thead>
                  <tr>
                    <th scope="col">{t("name")}</th>
                    <th scope="col">{t("state")}</th>
                    <th scope="col">{t("imported")}</th>
                    <th scope="col">{t("frozen")}</th>
                  </tr>
                </thead>
                <tbody>
                  {all.map((version) => (
                    <Row key={version.id} version={version} nameOf={nameOf} />
                  ))}
                </tbody>
              </table>
            </TableScroll>
            </>
          )
        }
      </Loaded>
    </Page>
  );
}
