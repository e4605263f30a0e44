"""Words that stand on office papers and in the names of firms, which tell what a doubtful character is.

Places, trades, banks, what parties are called and what stands beside blanks to be filled in: common
knowledge. No customer's name is among them.
"""

from __future__ import annotations

ENDS = """
有限公司 股份有限公司 有限责任公司 集团有限公司 分公司 第一分公司 办事处 项目部 营业部 经营部
合作社 委员会 事务所
"""
PROVINCES = """
河北 山西 辽宁 吉林 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南
广东 海南 四川 贵州 云南 陕西 甘肃 青海 台湾 广西 西藏 宁夏 新疆 内蒙古 黑龙江
"""
CITIES = """
北京 上海 天津 重庆 石家庄
唐山 秦皇岛 邯郸 邢台 保定 张家口 承德 沧州 廊坊 衡水 太原 大同 阳泉 长治 晋城 朔州 晋中
运城 忻州 临汾 吕梁 呼和浩特 包头 乌海 赤峰 通辽 鄂尔多斯 沈阳 大连 鞍山 抚顺 本溪 丹东
锦州 营口 阜新 辽阳 盘锦 铁岭 朝阳 葫芦岛 长春 四平 辽源 通化 白山 松原 哈尔滨 齐齐哈尔
鸡西 鹤岗 大庆 伊春 佳木斯 牡丹江 南京 无锡 徐州 常州 苏州 南通 连云港 淮安 盐城 扬州
镇江 泰州 宿迁 杭州 宁波 温州 嘉兴 湖州 绍兴 金华 衢州 舟山 台州 丽水 合肥 芜湖 蚌埠
淮南 马鞍山 淮北 铜陵 安庆 黄山 滁州 阜阳 宿州 六安 亳州 池州 宣城 福州 厦门 莆田 三明
泉州 漳州 南平 龙岩 南昌 景德镇 萍乡 九江 新余 鹰潭 赣州 吉安 宜春 抚州 上饶 济南 青岛
淄博 枣庄 东营 烟台 潍坊 济宁 泰安 威海 日照 临沂 德州 聊城 滨州 菏泽 郑州 开封 洛阳
平顶山 安阳 鹤壁 新乡 焦作 濮阳 许昌 漯河 三门峡 南阳 商丘 信阳 周口 驻马店 武汉 黄石
十堰 宜昌 襄阳 鄂州 荆门 孝感 荆州 黄冈 咸宁 随州 长沙 株洲 湘潭 衡阳 邵阳 岳阳 常德
张家界 益阳 郴州 永州 怀化 娄底 广州 韶关 深圳 珠海 汕头 佛山 江门 湛江 茂名 肇庆 惠州
梅州 汕尾 河源 阳江 清远 东莞 中山 潮州 揭阳 云浮 南宁 柳州 桂林 梧州 北海 钦州 海口
三亚 成都 自贡 攀枝花 泸州 德阳 绵阳 广元 遂宁 内江 乐山 南充 眉山 宜宾 广安 达州 雅安
贵阳 遵义 昆明 曲靖 玉溪 大理 拉萨 西安 铜川 宝鸡 咸阳 渭南 延安 汉中 榆林 兰州 嘉峪关
金昌 白银 天水 西宁 银川 吴忠 乌鲁木齐 昆山 义乌 常熟 张家港
"""
PLACES = f"{PROVINCES} {CITIES}"
TRADES = """
机械 制造 机电 电气 电器 电子 电力 电缆 电机 设备 仪器 仪表 自动化 工程 建筑 建材 建设
安装 装饰 装修 装备 五金 制品 金属 钢铁 钢构 钢材 铝业 铜业 模具 紧固件 轴承 阀门 管道
管业 水泥 陶瓷 玻璃 木业 家具 家居 门窗 纺织 服装 服饰 制衣 鞋业 皮革 印刷 包装 材料
新材料 塑料 塑胶 橡胶 橡塑 化工 化学 涂料 石化 石油 能源 新能源 光伏 燃气 环保 环境 水务
科技 技术 信息 软件 网络 通信 通讯 数码 智能 互联 数据 系统 集成 商贸 贸易 国际 实业
工业 企业 产业 投资 控股 管理 咨询 服务 物流 供应链 供应中心 仓储 货运 运输 快递 汽车 汽配 配件
零部件 车辆 摩托 轮胎 船舶 航空 航天 食品 饮料 粮油 农业 农产品 畜牧 水产 茶业 酒业 餐饮
酒店 旅游 医药 医疗 器械 生物 制药 药业 健康 保健 化妆品 日用 百货 超市 文化 传媒 广告
教育 培训 体育 用品 办公 园林 绿化 房地产 置业 物业 矿业 煤业 冶金 铸造 锻造 焊接 热处理
精密 数控 液压 传动 起重 重工 股份 集团 物资 采购 供应 中心 销售 加工 生产 研发 分公司
进出口 劳务 人力 资源 消防 安防 检测 照明 光电 半导体 暖通 制冷 空调 锅炉 压力 容器 泵业
"""
LETTERS = """
顺裕兴隆瑞永昌元亨万利复丰祥泰和茂盛同乾德谦吉公仁协鼎光聚益中通全信义久恒大美庆安康新春正合生成广润发洪源厚福长
诚亿鑫达华宏辉科博创汇联众鸿伟金银天宝富荣盈佳嘉立远东南西北方海江龙腾飞凯捷维森豪峰耀晨旭阳明建业世纪友邦
"""
MARKS = """
现金收讫 现金付讫 银行收讫 银行付讫 转账收讫 转账付讫 已收讫 已付讫 作废 已入库 已出库
货已收到 已收货 已发货 验收合格 检验合格 已审核 已复核 已核对 与原件一致 与原件核对无误
与原件相符 复印件 附件 存根 注销 已抵扣 已认证 已报销 收货专用章 发货专用章
"""
BANKS = """
工商银行 农业银行 建设银行 中国银行 交通银行 招商银行 民生银行 光大银行 中信银行 浦发银行 兴业银行
平安银行 华夏银行 广发银行 北京银行 上海银行 江苏银行 宁波银行 浦东发展银行 邮政储蓄银行 农村商业银行
农商银行 信用社 信用合作联社 村镇银行 支行 分行 营业部 开户银行 开户行
"""
PARTIES = """
甲方 乙方 丙方 买方 卖方 供方 需方 购方 销方 购买方 销售方 出租方 承租方 委托方 受托方 定作方 承揽方
发包方 承包方 出卖人 买受人 出租人 承租人 委托人 受托人 债权人 债务人 保证人 收货人 发货人 送货人 提货人
托运人 承运人 经手人 经办人 制单人 审核人 复核人 收款人 付款人 开票人 开票员 采购员 业务员 保管员 验收人
负责人 联系人 法定代表人 授权代表 代理人 委托代理人 收货单位 发货单位 送货单位 购货单位 供货单位
销货单位 收款单位 付款单位 承运单位 客户 供应商 客户名称 单位名称 单位地址 公司名称
"""
LABELS = """
签字 签章 盖章 公章 签名 签收 签订 签署 审核 审批 批准 复核 验收 制单 开票 收款 付款 发货 送货 收货 交货
提货 出库 入库 仓库 库管 保管 经办 采购 销售 数量 重量 单价 金额 合计 总计 小计 价税合计 大写 小写 税额
税率 含税 规格 型号 品名 名称 货物 产品 商品 物料 材质 单位 编号 编码 批号 备注 合同 协议 订单 发票 日期
地址 住址 电话 传真 邮编 账号 帐号 账户 税号 行号 统一社会信用代码 纳税人识别号 注册资本 成立日期
营业期限 经营范围 住所 登记机关 营业执照 副本 正本 类型 有限责任公司 股份有限公司 人民币 元整
市场监督管理局 工商行政管理局
"""
CLAUSES = """
方式 地点 期限 时间 运输 费用 承担 负担 负责 质量 标准 检验 异议 违约 责任 违约金 滞纳金 赔偿 损失 争议
解决 协商 仲裁 诉讼 起诉 人民法院 管辖 生效 有效 有效期 同等 具有 法律效力 效力 一式 两份 贰份 各执 份数
原件 复印件 传真件 扫描件 附件 补充 条款 约定 签订地 签订地点 签订日期 履行 未尽事宜 双方 任何一方 逾期
支付 货款 预付款 余款 结算 交付 所有权 保密 解除 终止 变更 通知 书面 依法 规定 执行 本合同 以下简称
经双方 友好协商
"""
RIVALS = """
贷款 货款 借款 退货 进货 贷款人 退货人 进货人 订货人 存货人 退货单位 进货单位 订货单位 提货单位 到货单位
贷款单位 借款单位 交款单位 第一分公司 分公司 子公司 总公司 应付款
中原银行 南京银行 杭州银行 徽商银行 浙商银行 渤海银行 恒丰银行 盛京银行 大连银行
"""
"""Words that look like one of these."""
ENGLISH = """
able account actual additional aid aim air alkaline all alloy aluminium aluminum amount annual applicable
application apply approval approved april arbitration arrival article articles atlanta australia austria
available ball bank battery belgium below belt belts beneficiary beyond bid bidder big bill billed bills bin
bit black blue boiler bolt bolts bottle bottles bottom box boxes brazil bulb bulbs cable cables calculated
calculation california call capital carton cartons cell cells certificate certified chemical chemicals chief
child chile china chip claim claims clause clearance client clients clip close closed cloth clothing code
coil coils collect collected collection color colour commercial company conciliation condition conditions
confirm confirmation confirmed consignee consignor container containers contract control controlled copies
copy corporation cost cotton country cylinder cylinders dalian dallas deliver delivered delivery description
destination detail details digital dispute disputes document documents dollar dollars double electric
electrical electronic electronics email enable england english equal example exclusive execution external
facilities facility failure felixstowe final finally flat flight floor florida flow foil folder following
follows for form freight from fuel fujian full galvanized general glass global globe gloves glue gold golden
goods gross guangdong hall handle handles his holder holland horizontal houston illinois import imported
importer include included includes including inclusive india indonesia industrial industry initial initials
inspected inspection installation installed installment insurance insured internal international invalid
invoice invoices iodine ireland iron island islands israel issue issued italy item items july label labelled
labels lading late later latest lead lease leased least leather left legal legalized legally length less
letter level levels lever liability liable licence license lid life lift light lighting lights limit limited
line lines link liquid list listed lists lithium liverpool load loaded loading loan local lock long loose
lorry loss lot lots low lower lumber mail malaysia mall manual manually material materials mechanical
medical metal metals mill million mobile model models mold molding motor motors moulds mutual nail nails
national needle negotiation netherlands ningbo normal north northern not note notes notify nylon oakland
obligation obligations office official officially oil oily only optical optional order ordered origin
original originally oxide packing pallet pallets parcel partial partially particulars payable pencil person
personal philippines pile pillow place placed plant plastic plate plates please plus poland pole polyester
polymer port portland ports possible price prices product production products professional proforma protocol
qualification qualified quality quantity regional reliable remittance rental responsibility responsible
retail road roll rolls room rotterdam sample samples seal sealed sealer sealing seattle sell seller sellers
selling serial settled settlement shall shanghai ship shipment shipped shipper shipping signature signed
silver singapore single size slip slips small sold sole solely source south southern special specially
specification specifications specified stainless steel steels stock storage store subtotal supplied supplier
supply switzerland table technical technology tel terminal textile thailand this thousand tianjin tin title
tonne tonnes tons tool tools top total totals trial unit units unloading until valid validity value values
valve valves vehicle vehicles vertical vessel via view villa village visit voltage voyage wall website
welding well wheel wheels which white wholesale will with within without wool work works world written
yellow zhejiang
"""
"""Words of trade with letters that look like figures, in small letters."""
FIGURES = "壹贰叁肆伍陆柒捌玖拾佰仟"
CAPITALS = f"零{FIGURES}万亿元圆角分整正"
"""What sums in words are written with (大写金额), and the figures among it."""
FORMS = """
万萬业業东東两兩临臨丽麗义義乌烏乐樂乡鄉书書买買争爭云雲亚亞产產亿億仓倉仪儀价價会會传傳体體余餘债債偿償储儲兰蘭关關兴興内內冈岡册冊写寫农農决決准準别別办辦务務动動劳勞医醫华華协協单單卖賣压壓厦廈叁叄
双雙发發变變台臺号號吕呂吴吳员員咨諮咸鹹团團园園围圍国國圆圓场場处處备備复復头頭妆妝娄婁学學宁寧宝寶实實审審宾賓导導尔爾尽盡属屬岗崗岛島岩巖岭嶺岳嶽峡峽峰峯币幣帐帳广廣庄莊庆慶库庫应應开開异異张張怀懷
总總户戶托託执執扫掃扬揚抚撫担擔损損据據揽攬数數无無时時晋晉术術机機权權条條构構枣棗标標检檢气氣汉漢沧滄泸瀘泽澤测測济濟涂塗温溫游遊湾灣滞滯滨濱潍濰炉爐点點烟煙热熱环環电電疗療盐鹽监監盖蓋盘盤矿礦码碼
称稱税稅筑築签簽签籤简簡类類粮糧紧緊约約纳納纺紡织織终終绍紹经經结結络絡统統绵綿绿綠缆纜编編网網联聯肃肅胶膠芜蕪芦蘆苏蘇范範荆荊药藥营營萨薩补補装裝规規计計订訂训訓议議讯訊记記许許讼訟设設证證识識诉訴
话話询詢调調负負贡貢责責账賬货貨质質购購贰貳贵貴贸貿费費资資赔賠赣贛车車轮輪软軟轴軸辆輛输輸辖轄辽遼达達迁遷运運进進远遠违違连連递遞邮郵郑鄭郸鄲采採钢鋼钦欽铁鐵铜銅铝鋁银銀铸鑄链鏈销銷锅鍋锡錫锦錦锻鍛
镇鎮长長门門间間阀閥阳陽际際陆陸陕陝随隨顶頂项項顺順预預额額饮飲饰飾饶饒马馬驻駐验驗鲁魯鸡雞鹤鶴鹰鷹黄黃齐齊龙龍
"""
"""Characters of these words, each with the traditional form that may stand for it (tables of OpenCC)."""
