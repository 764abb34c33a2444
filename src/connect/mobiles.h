/* What has to be done on phones whatever the SDK. */
#ifndef CONNECT_MOBILES_H
#define CONNECT_MOBILES_H

#define ON_ANDROID                                                                                                     \
    "Android: `adb reverse tcp:@PORT@ tcp:@PORT@` leads the device's and the emulator's 127.0.0.1 to this machine; "   \
    "the debug build has to allow cleartext, android:usesCleartextTraffic=\"true\"."
#define ON_IOS                                                                                                         \
    "iOS: the simulator shares this machine's network; in Info.plist, NSAppTransportSecurity has to allow "            \
    "NSAllowsLocalNetworking."

#endif
