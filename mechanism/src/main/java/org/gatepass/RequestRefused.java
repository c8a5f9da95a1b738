// SPDX-License-Identifier: Apache-2.0
package org.gatepass;

/**
 * CDI event: a request, or what it said about its caller, was not listened to. It holds no header
 * value.
 *
 * @param reason the reason
 * @param peerAddress the address of the socket that the request came from
 */
public record RequestRefused(Refusal reason, String peerAddress) {}
