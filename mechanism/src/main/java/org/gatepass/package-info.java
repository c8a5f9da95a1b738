// SPDX-License-Identifier: Apache-2.0
/**
 * What an application touches: the definition annotation, the caller's principal, the credentials
 * that its own identity stores may answer, and the events that tell what happened.
 */
@NullMarked
package org.gatepass;

import org.jspecify.annotations.NullMarked;
