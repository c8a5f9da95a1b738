// SPDX-License-Identifier: Apache-2.0
/**
 * A small reverse proxy with an htpasswd file, for development and tests, never for production: it
 * asks for a password, and tells the application behind it in headers who is calling.
 */
@NullMarked
package org.gatepass.gateway;

import org.jspecify.annotations.NullMarked;
