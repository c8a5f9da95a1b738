// SPDX-License-Identifier: Apache-2.0
/**
 * A small reverse proxy with an htpasswd file, for development and tests only: it requires a
 * password, and names the caller to the application in headers.
 */
@NullMarked
package org.gatepass.gateway;

import org.jspecify.annotations.NullMarked;
