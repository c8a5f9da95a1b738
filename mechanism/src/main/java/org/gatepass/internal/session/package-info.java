// SPDX-License-Identifier: Apache-2.0
/**
 * Which caller a session belongs to. A session that a caller has used is that caller's alone:
 * {@link org.gatepass.internal.session.RequestSession} compares the owner that the session records
 * with the caller of the request, and gives everybody else an empty session. Knows the Servlet API
 * and nothing of CDI, headers or stores.
 */
@NullMarked
package org.gatepass.internal.session;

import org.jspecify.annotations.NullMarked;
