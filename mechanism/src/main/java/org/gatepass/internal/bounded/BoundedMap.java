// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.bounded;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A map that holds a limited number of entries: one more removes the entry that was neither read
 * nor written for the longest time. Requests of strangers can fill such a map, and no memory beyond
 * it. Not safe for use by many threads: its owner locks.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public final class BoundedMap<K, V> extends LinkedHashMap<K, V> {
  private static final long serialVersionUID = 1;

  private final int capacity;

  /**
   * Makes an empty map.
   *
   * @param capacity the maximum number of entries, from 1
   */
  public BoundedMap(int capacity) {
    super(16, 0.75f, true);
    this.capacity = capacity;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    return size() > capacity;
  }
}
