// SPDX-License-Identifier: Apache-2.0
/**
 * The API for applications: the definition annotations, the caller's principal, the credentials for
 * the application's identity stores, and the CDI events about logins and rejections.
 */
@NullMarked
package org.gatepass;

import org.jspecify.annotations.NullMarked;
