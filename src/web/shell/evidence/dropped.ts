/** Files as they come from outside the page: dropped, folders among them, or pasted. */

/** What systems leave in folders for themselves. */
const NOBODYS = /^(?:\.|~\$|thumbs\.db$|desktop\.ini$)/i;

/** A folder tells of some at a time, and of none when there are no more. */
async function entriesIn(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject);
    });
    if (some.length === 0) return all;
    all.push(...some);
  }
}

// Browsers know these kinds without having names for them.
const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

async function filesUnder(entry: FileSystemEntry): Promise<File[]> {
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => {
      entry.file(resolve, reject);
    });
    return [file];
  }
  if (!isFolder(entry)) return [];
  const within = (await entriesIn(entry)).filter(({ name }) => !NOBODYS.test(name)).toSorted((a, b) => a.name.localeCompare(b.name, "vi"));
  return (await Promise.all(within.map(filesUnder))).flat();
}

/** All that was dropped, with what lies in folders. What it holds has to be asked before the event is over. */
export function filesDropped({ items, files }: DataTransfer): Promise<readonly File[]> {
  const entries = [...items].flatMap((one) => one.webkitGetAsEntry() ?? []);
  const plain = [...files];
  return entries.some(isFolder) ? Promise.all(entries.map(filesUnder)).then((found) => found.flat()) : Promise.resolve(plain);
}

/** As browsers call every picture that comes from the clipboard. */
const NAMELESS = /^image\.(\w{1,5})$/;

/** A pasted picture gets a name of its own: several of them in a library are told apart. */
export function namedAs(called: string, file: File): File {
  const ending = NAMELESS.exec(file.name)?.[1];
  if (ending === undefined) return file;
  const moment = new Date(file.lastModified).toLocaleString("sv").replaceAll(":", ".");
  return new File([file], `${called} ${moment}.${ending}`, { type: file.type, lastModified: file.lastModified });
}
