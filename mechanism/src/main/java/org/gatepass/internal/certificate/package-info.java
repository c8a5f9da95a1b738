// SPDX-License-Identifier: Apache-2.0
/**
 * The client's certificate in a header of the proxy, as a source of identity: three notations,
 * attributes of the subject, SPIFFE ids. Pure Java.
 */
@NullMarked
package org.gatepass.internal.certificate;

import org.jspecify.annotations.NullMarked;
