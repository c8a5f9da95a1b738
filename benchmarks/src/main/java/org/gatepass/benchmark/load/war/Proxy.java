// SPDX-License-Identifier: Apache-2.0
package org.gatepass.benchmark.load.war;

/** The proxy that the applications trust: the load generator. */
public final class Proxy {
  /** Its address. */
  public static final String ADDRESS = "127.0.0.1";

  /** The header with its secret. */
  public static final String SECRET_HEADER = "X-Gateway-Secret";

  /** Its secret, which opens nothing but the applications of a measurement. */
  public static final String SECRET = "load-7f1c0b52e84d49a6-load-7f1c0b52e84d49a6";

  private Proxy() {}
}
