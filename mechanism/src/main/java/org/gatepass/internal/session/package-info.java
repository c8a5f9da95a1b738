// SPDX-License-Identifier: Apache-2.0
/**
 * The owners of sessions. A session that a caller has used belongs to that caller only. {@link
 * org.gatepass.internal.session.RequestSession} compares the owner that the session records with
 * the caller of the request, and gives other callers an empty session. Depends on the Servlet API,
 * not on CDI, headers or stores.
 */
@NullMarked
package org.gatepass.internal.session;

import org.jspecify.annotations.NullMarked;
