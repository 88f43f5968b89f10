/** Why the file system said no, in one phrase without the path, which the error names anyway. */

const phrases: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space left on the device',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the file would be larger than is allowed',
  EIO: 'an input or output error',
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'a part of the path is a file',
  EISDIR: 'it is a folder',
  EBUSY: 'it is in use',
  EXDEV: 'it is on another file system',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'too many symbolic links',
  ERR_INVALID_ARG_VALUE: 'no file can have this name',
};

/** Why an operation failed, in words for people: of the file system's errors, else the error's own. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return phrases[codeOf(error) ?? ''] ?? error.message;
}

/** `ENOENT` and the like; undefined where the error has none. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
