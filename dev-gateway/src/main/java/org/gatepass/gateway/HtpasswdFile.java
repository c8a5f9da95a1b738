// SPDX-License-Identifier: Apache-2.0
package org.gatepass.gateway;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An htpasswd file that is read again whenever it changes. If a new version is broken, or the file
 * is missing, the last good version stays in force, and the problem is logged once. Safe for use by
 * many threads.
 */
final class HtpasswdFile {
  private static final System.Logger LOG = System.getLogger(HtpasswdFile.class.getName());

  private final Path file;
  private Optional<Version> seen;
  private Htpasswd content;

  /** Identifies a version of a file; the key differs for a file that was moved there. */
  private record Version(FileTime modified, long size, @Nullable Object key) {
    static Version of(Path file) throws IOException {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return new Version(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
    }
  }

  /**
   * Reads the file for the first time.
   *
   * @throws BrokenFileException if the file breaks a rule
   * @throws IOException if it cannot be read
   */
  HtpasswdFile(Path file) throws IOException {
    this.file = file;
    // The version is read before the content, so that a change in between is detected next time.
    this.seen = Optional.of(Version.of(file));
    this.content = Htpasswd.read(file);
  }

  /** The last good content. */
  synchronized Htpasswd content() {
    try {
      Optional<Version> now = Optional.of(Version.of(file));
      if (!now.equals(seen)) {
        seen = now;
        content = Htpasswd.read(file);
        LOG.log(INFO, "Read {0} again", file);
      }
    } catch (BrokenFileException e) {
      LOG.log(WARNING, "The last good version stays in force: {0}", e.getMessage());
    } catch (IOException e) {
      if (seen.isPresent()) {
        seen = Optional.empty();
        LOG.log(WARNING, "The last good version stays in force: {0} cannot be read ({1})", file, e);
      }
    }
    return content;
  }
}
