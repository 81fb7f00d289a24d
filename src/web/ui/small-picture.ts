/** Photos as phones take them are many times larger than what can be told on them: they are made smaller before they are sent. */

const LONGEST_SIDE = 2000;
const SMALL_ENOUGH = 700_000;
const QUALITY = 0.85;

/** The picture itself where it is small, or where the browser cannot read it. */
export async function smallPicture(file: File): Promise<File> {
  if (!file.type.startsWith("image/") || file.size <= SMALL_ENOUGH) return file;
  try {
    const picture = await createImageBitmap(file);
    const share = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [Math.round(picture.width * share), Math.round(picture.height * share)];
    canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const blob = await new Promise<Blob | null>((resolve) => {
      canvas.toBlob(resolve, "image/jpeg", QUALITY);
    });
    return blob === null || blob.size >= file.size ? file : new File([blob], `${file.name.replace(/\.[^.]{1,5}$/, "")}.jpg`, { type: "image/jpeg" });
  } catch {
    return file;
  }
}
